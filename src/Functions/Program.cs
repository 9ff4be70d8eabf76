using Connector.Api.Hosting;
using Connector.Failures;
using Connector.Functions;

try
{
    var configuration = ConnectorConfiguration.Read();
    await using var sandbox = await SandboxStandIn.StartAsync(configuration, isDevelopersMachine: false, TimeProvider.System, CancellationToken.None);
    using var host = FunctionApp.Build(args, configuration, sandbox);
    await host.RunAsync();
    return 0;
}
catch (ConnectorException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
