using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Mcp;

/// <summary>How much of a model's context the tools take, and how an address narrows them.</summary>
public class McpToolSetTests
{
    private const string ListTools = """{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}""";

    [Fact]
    public async Task All_tools_together_take_less_than_1_700_bytes_each()
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = McpHttp.Message(ListTools);

        using var response = await connector.Http.SendAsync(request);
        var answer = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal(Catalog.All.Actions.Count, McpHttp.Events(Encoding.UTF8.GetString(answer)).Single()["result"]!["tools"]!.AsArray().Count);

        // With more actions there may be more to read, but not more of each.
        Assert.InRange(answer.Length, 1, 1_700 * Catalog.All.Actions.Count);
    }

    [Theory]
    [InlineData("?apps=stability&tools=generate-*,upscale-*", "stability-generate-core,stability-generate-sd3,stability-generate-ultra,stability-upscale-conservative,stability-upscale-creative,stability-upscale-fast")]
    [InlineData("?tools=*-get-balance,upscale-image", "dreamstudio-get-balance,dreamstudio-upscale-image")]
    [InlineData("?apps=gateway", "gateway-generate-image")]
    public async Task An_address_may_name_the_tools_that_it_serves(string query, string names)
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = McpHttp.Message(ListTools, query: query);

        var tools = Assert.Single(await connector.AskAsync(request))["result"]!["tools"]!.AsArray();

        Assert.Equal(names.Split(','), tools.Select(tool => tool!["name"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("?apps=stabilty", "There is no app named \"stabilty\". Did you mean \"stability\"?")]
    [InlineData("?apps=midjourney", "There is no app named \"midjourney\". There are dreamstudio, gateway, openai, stability.")]
    [InlineData("?tools=genrate-*", "There is no tool named \"genrate-*\". Did you mean \"generate-*\"?")]
    [InlineData("?apps=gateway&tools=upscale-*", "There is no tool of gateway named \"upscale-*\". There are generate-*.")]
    [InlineData("?apps=", "apps names nothing: say what is to be served, or leave it out to serve all.")]
    [InlineData("?tools=,", "tools names nothing: say what is to be served, or leave it out to serve all.")]
    [InlineData("?app=stability", "There is no query parameter \"app\". Did you mean \"apps\"?")]
    [InlineData("?tools=generate-*&tools=upscale-*", "?tools= is given more than once.")]
    public async Task A_filter_that_names_nothing_is_refused_with_what_may_be_meant(string query, string told)
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = McpHttp.Message(ListTools, query: query);

        using var response = await connector.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(told, JsonNode.Parse(await response.Content.ReadAsStringAsync())!["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_tool_that_the_address_leaves_out_is_not_run()
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = McpHttp.Message(
            """{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "dreamstudio-get-balance"}}""", query: "?apps=stability");

        var error = Assert.Single(await connector.AskAsync(request))["error"]!;

        Assert.Equal(-32602, error["code"]!.GetValue<int>());
        Assert.Equal("The tool \"dreamstudio-get-balance\" is not served here: apps and tools of this server name others.", error["message"]!.GetValue<string>());
    }
}
