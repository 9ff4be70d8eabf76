using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Connector.Testing;

namespace Connector.Functions.Tests.Infra;

/// <summary>infra/deploy.sh with stand-ins for az, dotnet and zip, which write down how they were called.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DeployScriptTests : IDisposable
{
    private const string Key = "sk-\"quoted\\key";

    private readonly TemporaryFolder _tools = new();

    public DeployScriptTests()
    {
        AddTool("az", """
            for argument; do case $argument in @*keys.json) cat "${argument#@}" >"$CALLS.keys" ;; esac; done
            case "$*" in 'deployment group create'*) printf 'connector-x\nhttps://connector-x.example\n' ;; esac
            """);
        AddTool("dotnet", """
            while [ "$1" != -o ]; do shift; done
            mkdir -p "$2"
            """);
        AddTool("zip", "");
    }

    private string CallsFile => Path.Combine(_tools.Path, "calls");

    public void Dispose() => _tools.Dispose();

    [Fact]
    public async Task Shows_the_changes_asks_builds_sets_up_and_publishes_in_this_order()
    {
        var (exitCode, output) = await RunAsync("y\n", "group");

        Assert.Equal(0, exitCode);
        Assert.Equal(
            ["az deployment group what-if", "dotnet publish src/Functions", "zip", "az deployment group create", "az functionapp deployment source config-zip"],
            Calls().Select(call => call.Split(" -", 2)[0]));
        Assert.Contains("--name connector-x ", Calls()[^1], StringComparison.Ordinal);
        Assert.Contains("https://connector-x.example", output, StringComparison.Ordinal);
        Assert.Contains("az functionapp keys list --resource-group group --name connector-x", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publishes_for_the_system_and_with_the_runtime_of_the_platform()
    {
        Assert.Equal(0, (await RunAsync("", "group", "--yes")).ExitCode);

        var publish = Calls().Single(call => call.StartsWith("dotnet ", StringComparison.Ordinal));
        Assert.StartsWith("dotnet publish src/Functions -c Release -r linux-x64 --self-contained false -o ", publish, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_yes_nothing_is_changed()
    {
        var (exitCode, _) = await RunAsync("n\n", "group");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("az deployment group what-if", Assert.Single(Calls()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_passed_on_whole_and_neither_shown_nor_left_behind()
    {
        var (_, output) = await RunAsync("", "group", "--yes");

        var keys = JsonNode.Parse(await File.ReadAllTextAsync(CallsFile + ".keys"))!["parameters"]!;
        Assert.Equal(Key, keys["stabilityApiKey"]!["value"]!.GetValue<string>());
        Assert.Equal("", keys["gatewayApiKey"]!["value"]!.GetValue<string>());
        Assert.DoesNotContain("sk-", output, StringComparison.Ordinal);
        Assert.All(Calls(), call => Assert.DoesNotContain("sk-", call, StringComparison.Ordinal));
        Assert.False(File.Exists(Calls()[0].Split('@').Single(part => part.Contains("keys.json", StringComparison.Ordinal)).Split(' ')[0]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("group --worker isolated")]
    [InlineData("group another")]
    [InlineData("group --force")]
    public async Task Wrong_usage_is_explained_and_calls_nothing(string arguments)
    {
        var (exitCode, output) = await RunAsync("", arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, exitCode);
        Assert.Contains("Usage: infra/deploy.sh", output, StringComparison.Ordinal);
        Assert.False(File.Exists(CallsFile));
    }

    [Fact]
    public async Task Without_any_key_nothing_is_called()
    {
        var (exitCode, output) = await RunAsync("", ["group"], key: "");

        Assert.Equal(1, exitCode);
        Assert.Contains("STABILITY_API_KEY", output, StringComparison.Ordinal);
        Assert.False(File.Exists(CallsFile));
    }

    private IReadOnlyList<string> Calls() => File.ReadAllLines(CallsFile);

    private void AddTool(string name, string body)
    {
        var path = Path.Combine(_tools.Path, name);
        File.WriteAllText(path, $"#!/usr/bin/env bash\necho \"{name} $*\" >>\"$CALLS\"\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private Task<(int ExitCode, string Output)> RunAsync(string answer, params string[] arguments) => RunAsync(answer, arguments, Key);

    private async Task<(int ExitCode, string Output)> RunAsync(string answer, string[] arguments, string key)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(RepositoryFolder.Path, "infra", "deploy.sh"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PATH"] = $"{_tools.Path}:{start.Environment["PATH"]}";
        start.Environment["CALLS"] = CallsFile;
        start.Environment["STABILITY_API_KEY"] = key;
        start.Environment.Remove("GATEWAY_API_KEY");
        start.Environment.Remove("OPENAI_API_KEY");
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(answer);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
