using System.IO.Compression;
using System.Text;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Cli.Tests.Hosting;

/// <summary>Where the program sends its telemetry, and what it loads for that.</summary>
public sealed class TelemetryExportTests : IDisposable
{
    private const string Secret = "secret lighthouse";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _limit = new(Patience);

    public void Dispose()
    {
        _folder.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public async Task A_command_sends_its_spans_and_its_last_measurements_to_a_collector()
    {
        await using var collector = await ScriptedUpstream.StartAsync(200, "application/x-protobuf", []);

        await RunAsync(Collector(collector), ("OTEL_SERVICE_NAME", "pictures-of-the-team"));

        var (traces, metrics) = (TextOf(collector, "/v1/traces"), TextOf(collector, "/v1/metrics"));
        Assert.Contains("gen_ai.provider.name", traces, StringComparison.Ordinal);
        Assert.Contains("gen_ai.client.operation.duration", metrics, StringComparison.Ordinal);
        Assert.All([traces, metrics], text => Assert.Contains("pictures-of-the-team", text, StringComparison.Ordinal));
        Assert.All([traces, metrics], text => Assert.DoesNotContain(Secret, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_sends_them_to_Application_Insights_where_its_connection_string_is_set()
    {
        await using var insights = await ScriptedUpstream.StartAsync(200, "application/json", """{"itemsReceived": 1, "itemsAccepted": 1, "errors": []}"""u8.ToArray());

        await RunAsync(
            ("APPLICATIONINSIGHTS_CONNECTION_STRING", $"InstrumentationKey={Guid.NewGuid()};IngestionEndpoint={insights.BaseUrl.AbsoluteUri}"),
            ("APPLICATIONINSIGHTS_STATSBEAT_DISABLED", "true"));

        var told = TextOf(insights, "/v2.1/track");
        Assert.Contains("dreamstudio-text-to-image", told, StringComparison.Ordinal);
        Assert.Contains("gen_ai.provider.name", told, StringComparison.Ordinal);
        Assert.Contains("gen_ai.client.operation.duration", told, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InstrumentationKey=secret")]
    [InlineData("InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=secret")]
    [InlineData("secret")]
    public async Task A_connection_string_that_is_none_stops_the_start_and_is_not_shown(string setting)
    {
        var result = await ChildProgram.EndAsync(BuiltProgram.Start(_folder.Path, ["serve"], ("APPLICATIONINSIGHTS_CONNECTION_STRING", setting)));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("APPLICATIONINSIGHTS_CONNECTION_STRING", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Errors, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_server_sends_the_span_of_a_request_and_none_of_the_sandbox_or_of_probes()
    {
        await using var collector = await ScriptedUpstream.StartAsync(200, "application/x-protobuf", []);
        await ServeAsync(
            async (server, _) =>
            {
                using var content = new StringContent($$"""{"prompt": "{{Secret}}"}""", Encoding.UTF8, "application/json");
                (await server.PostAsync(new Uri(TestConnector.TextToImage, UriKind.Relative), content, _limit.Token)).EnsureSuccessStatusCode();
                await server.GetStringAsync(new Uri("api/health/live", UriKind.Relative), _limit.Token);
            },
            Collector(collector));

        var (traces, metrics) = (TextOf(collector, "/v1/traces"), TextOf(collector, "/v1/metrics"));
        Assert.Contains("POST /api/actions/{name}", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("health", traces, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", metrics, StringComparison.Ordinal);
        Assert.All([traces, metrics], text => Assert.DoesNotContain(Secret, text, StringComparison.Ordinal));
    }

    [LinuxFact]
    public async Task Where_nobody_is_to_be_told_nothing_of_OpenTelemetry_is_loaded() => await ServeAsync(async (server, process) =>
    {
        await server.GetStringAsync(new Uri("api/health/ready", UriKind.Relative), _limit.Token);

        var mapped = await File.ReadAllTextAsync($"/proc/{process}/maps", _limit.Token);
        Assert.Contains("Connector.Api.dll", mapped, StringComparison.Ordinal);
        Assert.DoesNotContain("OpenTelemetry", mapped, StringComparison.Ordinal);
    });

    private static (string Name, string Value)[] Collector(ScriptedUpstream collector) =>
        [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.BaseUrl.AbsoluteUri), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")];

    /// <summary>All that a path was told, unpacked.</summary>
    private static string TextOf(ScriptedUpstream receiver, string path) => string.Concat(receiver.Requests.Where(request => request.Path == path).Select(request =>
    {
        if (request.Headers.GetValueOrDefault("Content-Encoding") != "gzip")
        {
            return request.Body;
        }

        using var text = new StreamReader(new GZipStream(new MemoryStream(request.Bytes), CompressionMode.Decompress));
        return text.ReadToEnd();
    }));

    private Task RunAsync(params (string Name, string Value)[] settings) => RunAsync(settings, []);

    private async Task RunAsync((string Name, string Value)[] settings, params (string Name, string Value)[] others)
    {
        var result = await ChildProgram.EndAsync(BuiltProgram.Start(_folder.Path, ["run", "dreamstudio-text-to-image", "--prompt", Secret], [.. settings, .. others]));
        Assert.True(result.ExitCode == 0, result.Errors);
    }

    /// <summary>Starts a server, uses it and asks it to stop, with which it sends what is left.</summary>
    private async Task ServeAsync(Func<HttpClient, int, Task> use, params (string Name, string Value)[] settings)
    {
        using var process = BuiltProgram.Start(_folder.Path, ["serve", "--urls", "http://127.0.0.1:0"], settings);
        try
        {
            var first = await process.StandardOutput.ReadLineAsync(_limit.Token) ?? "";
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            using var http = new HttpClient { BaseAddress = new Uri(first[first.IndexOf("http://127", StringComparison.Ordinal)..]) };
            await use(http, process.Id);
            await ChildProgram.EndAsync(ChildProgram.Start("kill", ["-TERM", $"{process.Id}"]));
            await process.WaitForExitAsync(_limit.Token);
        }
        finally
        {
            process.Kill();
        }
    }
}
