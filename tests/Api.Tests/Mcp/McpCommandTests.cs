using System.Diagnostics;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Mcp;

/// <summary>The <c>mcp</c> command over its standard input and output.</summary>
public sealed class McpCommandTests : IDisposable
{
    private const string Initialize =
        """{"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}}""";

    private const string Call =
        """{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "dreamstudio-text-to-image", "arguments": {"prompt": "A lighthouse"}}}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_but_messages_goes_to_standard_output_and_the_process_ends_with_its_input()
    {
        using var process = Start();
        await SendAsync(process, Initialize, Call, "no message");
        var lines = new List<JsonNode>();
        while (!lines.Exists(line => line["id"]?.GetValue<int>() == 1))
        {
            lines.Add(JsonNode.Parse((await process.StandardOutput.ReadLineAsync())!)!);
        }

        process.StandardInput.Close();
        var rest = await process.StandardOutput.ReadToEndAsync();
        var log = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.All(lines.Concat(rest.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)), line => Assert.Equal("2.0", line["jsonrpc"]!.GetValue<string>()));
        Assert.Contains("run dreamstudio-text-to-image succeeded", log, StringComparison.Ordinal);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task A_request_that_would_be_taken_for_another_is_refused_in_words_and_logged_without_a_stack()
    {
        using var process = Start();
        string[] faults = [.. McpFaults.Messages.Select((row, place) => McpFaults.Request(place + 1, (string)row[0]))];
        await SendAsync(process, [Initialize, .. faults, Call.Replace("\"prompt\"", "\"prompt\": \"b\", \"prompt\"", StringComparison.Ordinal)]);
        var answers = new List<JsonNode>();
        while (answers.Count < faults.Length + 2)
        {
            answers.Add(JsonNode.Parse((await process.StandardOutput.ReadLineAsync())!)!);
        }

        process.StandardInput.Close();
        var log = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.All(McpFaults.Messages.Select((row, place) => (Told: (string)row[1], Id: place + 1)), fault =>
            Assert.Contains(fault.Told, answers.Single(answer => answer["id"]?.GetValue<int>() == fault.Id)["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Single(answers, answer => answer["error"]?["code"]?.GetValue<int>() == -32700);
        Assert.Equal(faults.Length, log.Split("refused mcp bad_request (400)").Length - 1);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_that_does_not_exist_is_told_and_is_no_fault_in_the_log()
    {
        using var process = Start();
        await SendAsync(process, Initialize, """{"jsonrpc": "2.0", "id": 1, "method": "resources/read", "params": {"uri": "connector://files/../../x"}}""");

        // Requests are answered as they are done, not as they came.
        JsonNode[] answers = [JsonNode.Parse((await process.StandardOutput.ReadLineAsync())!)!, JsonNode.Parse((await process.StandardOutput.ReadLineAsync())!)!];
        var answer = answers.Single(one => one["id"]!.GetValue<int>() == 1);
        process.StandardInput.Close();
        var log = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(-32002, answer["error"]!["code"]!.GetValue<int>());
        Assert.Contains("refused mcp not_found (404)", log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_goes_away_ends_its_call_upstream()
    {
        await using var paused = await PausedUpstream.StartAsync();
        using var process = Start(TestConnector.Calling(paused.Upstream));
        await SendAsync(process, Initialize, Call);
        await paused.Called;

        process.StandardInput.Close();

        await paused.Abandoned;
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task A_process_that_is_asked_to_stop_ends_its_call_upstream()
    {
        await using var paused = await PausedUpstream.StartAsync();
        using var process = Start(TestConnector.Calling(paused.Upstream));
        await SendAsync(process, Initialize, Call);
        await paused.Called;

        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);

        await paused.Abandoned;
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_wrong_setting_stops_the_start_with_a_message_that_names_it()
    {
        using var process = Start(("Storage__Kind", "tape"));
        var log = await process.StandardError.ReadToEndAsync();

        Assert.Equal("", await process.StandardOutput.ReadToEndAsync());
        Assert.Contains("Storage__Kind", log, StringComparison.Ordinal);
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
    }

    [Fact]
    public async Task A_command_line_may_name_the_tools_that_it_serves()
    {
        using var process = BuiltProgram.Start(_folder.Path, ["mcp", "--apps", "stability", "--tools", "generate-*"]);
        await SendAsync(process, Initialize, """{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}""", Call.Replace("\"id\": 1", "\"id\": 2", StringComparison.Ordinal));
        var answers = new List<JsonNode>();
        while (answers.Count < 3)
        {
            answers.Add(JsonNode.Parse((await process.StandardOutput.ReadLineAsync())!)!);
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync();

        JsonNode Of(int id) => answers.Single(answer => answer["id"]!.GetValue<int>() == id);
        Assert.Equal(
            ["stability-generate-core", "stability-generate-sd3", "stability-generate-ultra"],
            Of(1)["result"]!["tools"]!.AsArray().Select(tool => tool!["name"]!.GetValue<string>()));
        Assert.Contains("is not served here", Of(2)["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_line_that_names_no_tool_is_wrong_usage_with_what_may_be_meant()
    {
        using var process = BuiltProgram.Start(_folder.Path, ["mcp", "--tools", "genrate-*"]);
        var told = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(2, process.ExitCode);
        Assert.Contains("Did you mean \"generate-*\"?", told, StringComparison.Ordinal);
    }

    private Process Start(params (string Name, string Value)[] environment) => BuiltProgram.Start(_folder.Path, ["mcp"], environment);

    private static async Task SendAsync(Process process, params string[] messages)
    {
        foreach (var message in messages)
        {
            await process.StandardInput.WriteLineAsync(message);
        }

        await process.StandardInput.FlushAsync();
    }
}
