using System.Diagnostics;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Cli.Tests.Commands;

/// <summary>The command line as a person runs it: the real process, its output and its exit code.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_prints_the_receipt_and_the_file_is_there()
    {
        var (exitCode, output, _) = await RunAsync("run", "dreamstudio-text-to-image", "--prompt", "A lighthouse on a cliff", "--negative-prompt", "@@people", "--seed", "4294967295");

        Assert.Equal(0, exitCode);
        var receipt = JsonNode.Parse(output)!;
        var path = receipt["path"]!.GetValue<string>();
        Assert.Equal(["files/" + path], _folder.Files.Where(file => !file.StartsWith("files/.records/", StringComparison.Ordinal)));
        Assert.Equal(TestPng.Create(1, 1)[..8], File.ReadAllBytes(Path.Combine(_folder.Path, "files", path))[..8]);
        Assert.Equal(4294967295L, receipt["files"]![0]!["seed"]!.GetValue<long>());
        Assert.Equal(receipt["location"]!.GetValue<string>(), receipt["url"]!.GetValue<string>());
        Assert.True(receipt["sandbox"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_failed_action_exits_1_with_the_problem_on_standard_error()
    {
        var (exitCode, output, error) = await RunAsync("run", "dreamstudio-text-to-image", "--seed", "-1");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Equal(2, JsonNode.Parse(error)!["problems"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("run", "dreamstudio-text-to-imag")]
    [InlineData("run", "dreamstudio-text-to-image", "--stile_preset", "anime")]
    [InlineData("run", "dreamstudio-text-to-image", "--prompt")]
    [InlineData("options", "dreamstudio")]
    [InlineData("nothing")]
    public async Task Wrong_usage_exits_2(params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(arguments);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task List_and_options_print_lines_that_a_program_can_read()
    {
        Assert.Contains("dreamstudio-text-to-image\t", (await RunAsync("list")).Output, StringComparison.Ordinal);
        Assert.Contains("stable-diffusion-xl-1024-v1-0\tStable Diffusion XL v1.0", (await RunAsync("options", "dreamstudio", "engines")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_setting_stops_every_command_that_needs_it_and_names_it()
    {
        foreach (var arguments in new string[][] { ["serve"], ["run", "dreamstudio-text-to-image", "--prompt", "x"] })
        {
            var (exitCode, _, error) = await RunAsync(arguments, ("Storage__Rot", "x"));

            Assert.Equal(1, exitCode);
            Assert.Contains("Storage__Rot is not a setting.", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Serve_refuses_an_address_that_others_can_reach_without_access_keys()
    {
        var (exitCode, _, error) = await RunAsync(["serve", "--urls", "http://0.0.0.0:0"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("Access__Keys__0", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "--urls has \"nonsense\", which is no address")]
    [InlineData("127.0.0.1:7071", "--urls has \"127.0.0.1:7071\"")]
    [InlineData("http://127.0.0.1:99999", "--urls has \"http://127.0.0.1:99999\"")]
    [InlineData("http://127.0.0.1:port", "--urls has \"http://127.0.0.1:port\"")]
    [InlineData("http://127.0.0.1:0;ftp://127.0.0.1:0", "--urls has \"ftp://127.0.0.1:0\"")]
    [InlineData("http://127.0.0.1:0/api", "--urls has \"http://127.0.0.1:0/api\"")]
    [InlineData("http://", "--urls has \"http://\"")]
    [InlineData(";", "--urls has \";\"")]
    [InlineData("https://127.0.0.1:0", "https://127.0.0.1:0 cannot be served: the self-host speaks http.")]
    [InlineData("http://192.0.2.1:0", "Cannot listen on http://192.0.2.1:0")]
    public async Task An_address_that_cannot_be_listened_on_is_told_in_one_line(string urls, string sentence)
    {
        var (exitCode, output, error) = await RunAsync(["serve", "--urls", urls], ("Access__Keys__0", "secret"));

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(sentence, Assert.Single(LinesOf(error)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Logging__LogLevel__Default", "Loud", "Logging__LogLevel__Default must be one of Trace, ")]
    [InlineData("Logging__Console__LogLevel__Connector", "on", "Logging__Console__LogLevel__Connector must be one of Trace, ")]
    [InlineData("Logging__Console__FormatterName", "jsn", "Logging__Console__FormatterName must be one of lines, json, simple, systemd; received \"jsn\".")]
    public async Task A_wrong_setting_of_the_log_is_told_in_one_line(string name, string value, string sentence)
    {
        var (exitCode, output, error) = await RunAsync(["serve", "--urls", "http://127.0.0.1:0"], (name, value));

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(sentence, Assert.Single(LinesOf(error)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_one_line()
    {
        await using var other = await TestConnector.StartAsync();
        var url = other.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

        var (exitCode, output, error) = await RunAsync("serve", "--urls", url);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains($"Cannot listen on {url}: Address already in use. Give another with --urls.", Assert.Single(LinesOf(error)), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("{ \"Storage\": ", "appsettings.json cannot be read: ")]
    [InlineData("[]", "appsettings.json cannot be read: ")]
    [InlineData("{ \"a\": 1, \"A\": 2 }", "appsettings.json cannot be read: ")]
    [InlineData("{ \"Urls\": \"nonsense\" }", "Urls has \"nonsense\", which is no address")]
    [InlineData("{ \"Kestrel\": { \"Endpoints\": { \"Http\": { \"Url\": \"http://0.0.0.0:80\" } } } }", "Kestrel__… is not read.")]
    public async Task A_broken_appsettings_is_told_in_one_line_by_the_server_and_its_health_command(string json, string sentence)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "appsettings.json"), json);
        foreach (var command in new[] { "serve", "health" })
        {
            var (exitCode, output, error) = await RunAsync(command);

            Assert.Equal((1, ""), (exitCode, output));
            Assert.Contains(sentence, Assert.Single(LinesOf(error)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ASPNETCORE_URLS", "nonsense")]
    [InlineData("DOTNET_URLS", "nonsense")]
    [InlineData("URLS", "nonsense")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "nonsense")]
    [InlineData("STABILITY_APIKEY", "sk-secret")]
    [InlineData("Access__Keys", "secret")]
    public async Task A_variable_that_cannot_be_used_is_told_in_one_line_that_shows_no_key(string name, string value)
    {
        var (exitCode, output, error) = await RunAsync(["serve"], (name, value));

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(name, Assert.Single(LinesOf(error)), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FUNCTIONS_WORKER_RUNTIME", "custom")]
    [InlineData("DOTNET_RUNNING_IN_CONTAINER", "true")]
    [InlineData("Sandbox__Enabled", "false")]
    public async Task The_sandbox_never_stands_in_silently_where_it_might_be_production(string name, string value)
    {
        var (exitCode, _, error) = await RunAsync(["run", "dreamstudio-text-to-image", "--prompt", "x"], (name, value));

        Assert.Equal(1, exitCode);
        Assert.Equal("missing_api_key", JsonNode.Parse(error)!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Traces_and_metrics_go_to_the_collector_that_is_configured()
    {
        await using var collector = await ScriptedUpstream.StartAsync(200, "application/x-protobuf", []);

        var (exitCode, _, _) = await RunAsync(
            ["run", "dreamstudio-text-to-image", "--prompt", "A secret lighthouse"],
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.BaseUrl.AbsoluteUri),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));

        Assert.Equal(0, exitCode);
        Assert.Equal(["/v1/metrics", "/v1/traces"], collector.Requests.Select(request => request.Path).Distinct().Order());
        Assert.Contains(collector.Requests, request => request.Body.Contains("dreamstudio-text-to-image", StringComparison.Ordinal));
        Assert.DoesNotContain(collector.Requests, request => request.Body.Contains("secret", StringComparison.Ordinal) || request.Body.Contains("sk-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Serve_tells_the_mode_the_folder_and_a_call_that_works_when_pasted()
    {
        using var process = BuiltProgram.Start(_folder.Path, ["serve", "--urls", "http://127.0.0.1:0"]);
        try
        {
            var lines = new List<string>();
            while (!lines.Exists(line => line.StartsWith("Try: ", StringComparison.Ordinal)))
            {
                lines.Add(await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync()));
            }

            Assert.Contains(lines, line => line.Contains("SANDBOX", StringComparison.Ordinal) && line.Contains("Apps__dreamstudio__auth__api_key", StringComparison.Ordinal));
            Assert.Contains(lines, line => line.EndsWith(Path.Combine(_folder.Path, "files"), StringComparison.Ordinal));
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", lines[^1]["Try: ".Length..]]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            Assert.Contains("\"path\":\"dreamstudio-text-to-image/", await shell.StandardOutput.ReadToEndAsync(), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task Health_prints_what_the_server_says_and_needs_no_key()
    {
        await using var connector = await TestConnector.StartAsync(("Access__Keys__0", "secret"));

        // As in a container: the server's address is in the environment, and so is a proxy for the internet.
        var (exitCode, output, error) = await RunAsync(
            ["health"], ("ASPNETCORE_URLS", $"http://+:{connector.Http.BaseAddress!.Port}"), ("HTTP_PROXY", "http://127.0.0.1:9"));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal("ok", JsonNode.Parse(output)!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Health_exits_1_and_says_why_when_the_server_fails_or_is_gone()
    {
        var server = await ScriptedUpstream.StartAsync(500, "text/plain", []);
        var url = server.BaseUrl.AbsoluteUri;
        await using (server)
        {
            var (exitCode, output, error) = await RunAsync("health", "--urls", url);

            Assert.Equal((1, ""), (exitCode, output));
            Assert.Contains("500", error, StringComparison.Ordinal);
            Assert.Equal("/api/health", Assert.Single(server.Requests).Path);
        }

        Assert.Equal(1, (await RunAsync("health", "--urls", url)).ExitCode);
    }

    private static string[] LinesOf(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(arguments, []);

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        using var process = BuiltProgram.Start(_folder.Path, arguments, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
