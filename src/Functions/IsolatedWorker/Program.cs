using Connector;
using Connector.Functions.Commands;
using Connector.Functions.Hosting;
using Connector.Functions.Http;
using Connector.Functions.IsolatedWorker;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;

try
{
    var configuration = ConnectorConfiguration.Read();
    using var export = OtlpExport.StartIfConfigured(configuration);
    await using var runtime = await ConnectorRuntime.StartAsync(configuration, listensOnLoopback: true, TimeProvider.System, CancellationToken.None);

    var builder = FunctionsApplication.CreateBuilder(args);
    builder.ConfigureFunctionsWebApplication();
    ConnectorPipeline.AddServices(builder.Services, runtime);
    builder.Services.AddSingleton<FunctionDispatcher>();

    // No process runs all the time here: the sweep at each start is often enough.
    builder.Services.AddHostedService<BackgroundWork>();
    builder.Services.Configure<KestrelServerOptions>(ConnectorPipeline.Configure);

    // The worker believes these headers by default, whoever sent them.
    builder.Services.PostConfigure<ForwardedHeadersOptions>(options => ForwardedAddress.Configure(options, runtime.Settings));

    using var host = builder.Build();
    await host.RunAsync();
    return ExitCodes.Success;
}
catch (ConnectorException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return ExitCodes.Failure;
}
