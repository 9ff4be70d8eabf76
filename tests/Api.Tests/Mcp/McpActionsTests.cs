using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Mcp;

/// <summary>Every action of the catalog as a tool, with its example, called by the client of MCP's own SDK, which holds each result against the tool's output schema.</summary>
public class McpActionsTests
{
    [Fact]
    public async Task An_actions_example_called_as_a_tool_gives_what_the_action_promises()
    {
        var time = new ManualTime();
        await using var connector = await TestConnector.StartAsync(time, fetcher: null);
        await using var client = await SdkClient.ConnectAsync(connector.Http.BaseAddress!);
        await client.DoAsync("listTools");
        foreach (var action in Catalog.All.Actions)
        {
            var arguments = await connector.Http.ExampleAsync(action);
            if (action.Output is MediaOutput { Wait: not null })
            {
                var early = await CallAsync(client, action, arguments);
                Assert.Equal("in-progress", early["status"]!.GetValue<string>());
                time.Advance(TimeSpan.FromSeconds(3));
            }

            var receipt = await CallAsync(client, action, arguments);

            switch (action.Output)
            {
                case MediaOutput:
                    Assert.All(receipt["files"]!.AsArray(), file => Assert.True(File.Exists(Path.Combine(connector.Files.Path, file!["path"]!.GetValue<string>()))));
                    break;
                case JobOutput job:
                    Assert.Equal(job.ResultAction, receipt["result_action"]!.GetValue<string>());
                    Assert.StartsWith(new Uri(connector.Http.BaseAddress!, "api/jobs/").AbsoluteUri, receipt["job_url"]!.GetValue<string>(), StringComparison.Ordinal);
                    break;
                default:
                    Assert.NotNull(receipt["data"]);
                    break;
            }
        }
    }

    private static async Task<JsonNode> CallAsync(SdkClient client, ConnectorAction action, JsonObject arguments)
    {
        var result = await client.CallToolAsync(action.Name, arguments.DeepClone());
        Assert.True(result["isError"] is null, $"{action.Name} with {arguments.ToJsonString()}: {result["content"]!.ToJsonString()}");
        var receipt = result["structuredContent"]!;
        Assert.StartsWith(receipt["summary"]!.GetValue<string>(), result["content"]![0]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
        return receipt;
    }
}
