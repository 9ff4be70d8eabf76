using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;

namespace Connector.Functions.Tests.Worker;

/// <summary>MCP through the function app, whose requests no routing leads.</summary>
public class McpFunctionTests(WorkerFixture workers) : WorkerTest(workers)
{
    private const string Json = "application/json";
    private const string Events = "text/event-stream";
    private const string Call = """{"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": "dreamstudio-get-balance"}}""";

    [Theory]
    [InlineData(Json, "")]
    [InlineData(Json + ", " + Events, "data: ")]
    public async Task A_client_initializes_lists_the_tools_and_calls_one(string accept, string before)
    {
        var initialized = await AskAsync(
            """{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}}""", accept, before);
        var tools = await AskAsync("""{"jsonrpc": "2.0", "id": 2, "method": "tools/list"}""", accept, before);
        var result = await AskAsync(Call, accept, before);

        Assert.Equal("2025-11-25", initialized["result"]!["protocolVersion"]!.GetValue<string>());
        Assert.Equal(Catalog.All.Actions.Count, tools["result"]!["tools"]!.AsArray().Count);
        Assert.NotNull(result["result"]!["structuredContent"]!["data"]);
    }

    [Fact]
    public async Task An_address_narrows_the_tools_there_too()
    {
        var refused = await AskAsync(Call, Json, before: "", "?apps=stability");

        Assert.Contains("is not served here", refused["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_whose_headers_name_another_tool_is_not_run_there_either()
    {
        var worker = await Workers.SandboxAsync();
        using var request = Message(Call, Json);
        request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
        request.Headers.Add("Mcp-Method", "tools/call");
        request.Headers.Add("Mcp-Name", "dreamstudio-text-to-image");

        using var answer = await worker.Http.SendAsync(request, Limit);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<JsonNode> AskAsync(string message, string accept, string before, string query = "")
    {
        var worker = await Workers.SandboxAsync();
        using var request = Message(message, accept, query);
        using var answer = await worker.Http.SendAsync(request, Limit);
        var text = await answer.Content.ReadAsStringAsync(Limit);
        Assert.Equal((HttpStatusCode.OK, before.Length == 0 ? Json : Events), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return JsonNode.Parse(text.Split('\n').Last(line => line.StartsWith(before, StringComparison.Ordinal) && line.Length > 0)[before.Length..])!;
    }

    private static HttpRequestMessage Message(string message, string accept, string query = "")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "api/mcp" + query) { Content = new StringContent(message, Encoding.UTF8, Json) };
        request.Headers.Accept.ParseAdd(accept);
        return request;
    }
}
