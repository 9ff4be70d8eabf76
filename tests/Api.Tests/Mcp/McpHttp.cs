using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Mcp;

/// <summary>Messages of MCP over HTTP as they are on the wire.</summary>
internal static class McpHttp
{
    public static HttpRequestMessage Message(string json, string contentType = "application/json", string query = "")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "api/mcp" + query) { Content = new StringContent(json, Encoding.UTF8, contentType) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        return request;
    }

    /// <summary>A call of a tool.</summary>
    public static HttpRequestMessage Call(string tool, JsonObject arguments, JsonObject? meta = null) => Message(new JsonObject
    {
        ["jsonrpc"] = "2.0",
        ["id"] = 1,
        ["method"] = "tools/call",
        ["params"] = SdkClient.Call(tool, arguments, meta),
    }.ToJsonString());

    /// <summary>Sends a message and reads the messages of the answer.</summary>
    public static async Task<IReadOnlyList<JsonNode>> AskAsync(this TestConnector connector, HttpRequestMessage request)
    {
        using var response = await connector.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return [.. Events(await response.Content.ReadAsStringAsync())];
    }

    /// <summary>The messages in a stream of events.</summary>
    public static IEnumerable<JsonNode> Events(string stream) =>
        stream.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line["data: ".Length..])!);
}
