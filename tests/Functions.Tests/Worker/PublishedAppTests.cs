using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Api.Endpoints;
using Connector.Testing;

namespace Connector.Functions.Tests.Worker;

/// <summary>What is in the published folder, which is all that Azure gets.</summary>
public class PublishedAppTests(WorkerFixture workers) : WorkerTest(workers)
{
    private PublishedApp App => Workers.App;

    [Fact]
    public void Every_action_every_other_endpoint_the_job_queue_and_the_clock_is_a_function_and_nothing_else_is()
    {
        var (http, others) = (App.Metadata.Where(IsHttp).ToList(), App.Metadata.Where(function => !IsHttp(function)).ToList());

        Assert.Equal(
            from function in HttpFunction.All(Catalog.All)
            orderby function.Name
            select (function.Name, function.Route, string.Join(' ', function.Methods), function.AuthLevel),
            from function in http
            let trigger = Trigger(function)
            orderby Text(function, "name")
            select (
                Text(function, "name"),
                Text(trigger, "route"),
                string.Join(' ', trigger["methods"]!.AsArray().Select(method => method!.GetValue<string>())),
                Text(trigger, "authLevel").ToLowerInvariant()));
        Assert.Equal(
            [
                ("recover-jobs", "timerTrigger", "0 */5 * * * *"),
                (JobMessages.Function, "queueTrigger", "%CONNECTOR_JOB_QUEUE% of AzureWebJobsStorage"),
                ("sweep", "timerTrigger", "0 30 * * * *"),
            ],
            from function in others
            let trigger = Trigger(function)
            let type = Text(trigger, "type")
            orderby Text(function, "name")
            select (Text(function, "name"), type, type == "timerTrigger" ? Text(trigger, "schedule") : $"{Text(trigger, "queueName")} of {Text(trigger, "connection")}"));
    }

    [Fact]
    public void Only_health_and_the_page_need_no_function_key() => Assert.Equal(
        ["get-health", "get-liveness", "get-readiness", "get-page", "get-page-part"],
        App.Metadata.Where(IsHttp).Where(function => Text(Trigger(function), "authLevel") != "Function").Select(function => Text(function, "name")));

    [Fact]
    public void The_host_is_told_how_to_start_the_worker_and_that_the_worker_knows_its_functions()
    {
        var description = App.ReadJson("worker.config.json")["description"]!;

        Assert.Equal(
            ("dotnet-isolated", "dotnet", "Connector.Functions.dll", "true"),
            (Text(description, "language"), Text(description, "defaultExecutablePath"), Text(description, "defaultWorkerPath"), Text(description, "workerIndexing")));
    }

    [Fact]
    public async Task The_hosts_settings_are_the_repositorys_with_the_prefix_of_every_route()
    {
        var settings = await File.ReadAllTextAsync(Path.Combine(App.Folder, "host.json"), Limit);

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Path, "host.json"), Limit), settings);
        Assert.Equal(HttpFunction.RoutePrefix, Text(JsonNode.Parse(settings)!["extensions"]!["http"]!, "routePrefix"));
    }

    /// <summary>They run in the host: an isolated worker brings no bundle, so what it lacks here no trigger listens to.</summary>
    [Fact]
    public void The_hosts_extension_for_queues_is_there()
    {
        var extensions = App.ReadJson("extensions.json")["extensions"]!.AsArray();

        Assert.Contains("AzureStorageQueues", extensions.Select(extension => Text(extension!, "name")));
        Assert.All(extensions, extension => Assert.Contains(Text(extension!, "hintPath").Replace("./", "", StringComparison.Ordinal), App.Files));
    }

    /// <summary>The described API quotes it.</summary>
    [Fact]
    public void The_documentation_that_answers_quote_is_there()
    {
        Assert.Contains("Connector.xml", App.Files);
        Assert.Contains("Connector.Api.xml", App.Files);
    }

    [Fact]
    public void Neither_a_developers_settings_nor_the_command_line_are_there()
    {
        string[] foreign = ["local.settings", "Connector.Cli", "System.CommandLine", "Spectre", "appsettings"];

        Assert.DoesNotContain(App.Files, file => foreign.Any(name => Path.GetFileName(file).StartsWith(name, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Of the host's own extensions, in a folder of theirs, the worker's SDK publishes every system's libraries; all are .NET's. The one other is the sandbox's.</summary>
    [Fact]
    public void Nothing_is_there_for_another_system()
    {
        var libraries = App.Files.Where(file => Path.GetExtension(file) is ".so" or ".dylib" or ".a" or ".lib" or ".dll").ToLookup(file => file.StartsWith("libSkiaSharp.", StringComparison.Ordinal));

        Assert.DoesNotContain(App.Files, file => file.StartsWith("runtimes/", StringComparison.Ordinal));
        Assert.Single(libraries[true]);
        Assert.All(libraries[false], library => Assert.Equal(".dll", Path.GetExtension(library)));
        foreach (var library in libraries[false])
        {
            using var reader = Open(library);
            Assert.True(reader.HasMetadata, $"{library} is no library of .NET.");
        }
    }

    /// <summary>It is uploaded whole with every deployment; 12 MB of it draw the sandbox's pictures, which might be 480.</summary>
    [Fact]
    public void It_is_not_large()
    {
        var megabytes = App.Files.Sum(file => new FileInfo(Path.Combine(App.Folder, file)).Length) / 1_000_000;

        Assert.InRange(megabytes, 1, 75);
    }

    /// <summary>A worker that compiled everything at its start would keep the first caller waiting.</summary>
    [Fact]
    public void The_libraries_are_compiled_ahead_of_time()
    {
        foreach (var library in App.Files.Where(file => file.StartsWith("Connector", StringComparison.Ordinal) && Path.GetExtension(file) == ".dll"))
        {
            using var reader = Open(library);
            Assert.True(reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0, $"{library} is not.");
        }
    }

    private static bool IsHttp(JsonNode function) => Text(Trigger(function), "type") == "httpTrigger";

    private static JsonNode Trigger(JsonNode function) => Assert.Single(function["bindings"]!.AsArray())!;

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private PEReader Open(string library) => new(File.OpenRead(Path.Combine(App.Folder, library)));
}
