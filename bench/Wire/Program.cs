using System.Globalization;
using Connector.FunctionsHost;
using Connector.Testing;
using Connector.Wire;
using Connector.Wire.Growth;

// A process of its own, so that its time and memory are counted: the host in which the worker runs.
if (args is ["host", var app, var port])
{
    var options = new WorkerHostOptions(app)
    {
        Port = int.Parse(port, CultureInfo.InvariantCulture),
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["CONNECTOR_JOB_QUEUE"] = "connector-jobs" },
    };
    await using var host = await WorkerHost.StartAsync(options, CancellationToken.None);
    await Console.In.ReadToEndAsync();
    return 0;
}

if (args is ["growth", ..])
{
    await Grown.RunAsync(GrowthChoice.Of(args));
    return 0;
}

var choice = WireChoice.Of(args);
var published = await Published.MakeAsync();
var rivals = await NpmPackages.Rivals.InstallAsync();
var folder = Directory.CreateDirectory(Path.Combine(choice.Folder, $"wire-{Environment.ProcessId}")).FullName;
try
{
    await using var azurite = await AzuriteServer.StartAsync();
    await using var upstream = await FixedUpstream.StartAsync(folder);
    foreach (var scenario in Scenarios.All(new Contenders(published, rivals), azurite, folder).Where(choice.Takes))
    {
        Console.WriteLine(await Comparison.RunAsync(scenario, choice, folder));
    }

    if (choice.TakesStarts)
    {
        Console.WriteLine(await Starts.RunAsync(new Contenders(published, rivals), choice, folder));
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

return 0;
