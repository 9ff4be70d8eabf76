using System.Text.Json.Nodes;
using Connector.Api.Tests.Callbacks;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Pipedream;

/// <summary>The source that begins a workflow, under Node.js against a running connector.</summary>
public sealed class SourceRunTests(PipedreamRuntime runtime) : IClassFixture<PipedreamRuntime>
{
    [Fact]
    public async Task A_source_emits_each_new_file_once_from_its_deployment_to_its_end()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(receiver.Settings);

        var deployed = await PlayAsync(connector, receiver, "activate");
        var (_, receipt) = await connector.PostAsync("""{"prompt": "A lighthouse"}""");
        var told = Assert.Single(await receiver.UntilCalledAsync(1));
        var headers = new JsonObject(told.Headers.Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), (JsonNode?)header.Value)));
        var ran = await PlayAsync(connector, receiver, hook: null, new JsonObject { ["headers"] = headers, ["body"] = CallbackReceiver.BodyOf(told) });
        await PlayAsync(connector, receiver, "deactivate", stored: deployed["stored"]!.DeepClone());
        await PlayAsync(connector, receiver, "deactivate", stored: deployed["stored"]!.DeepClone());
        await connector.PostAsync("""{"prompt": "A lighthouse"}""");

        var emitted = Assert.Single(ran["emitted"]!.AsArray())!;
        Assert.Equal(told.Headers["webhook-id"], emitted["id"]!.GetValue<string>());
        Assert.Equal($"New file: {receipt["path"]}", emitted["summary"]!.GetValue<string>());
        Assert.Equal(receipt["path"]!.GetValue<string>(), emitted["data"]!["path"]!.GetValue<string>());
        Assert.Equal((200, "unique"), (ran["answers"]![0]!["status"]!.GetValue<int>(), ran["dedupe"]!.GetValue<string>()));
        Assert.Empty((await connector.GetJsonAsync("api/subscriptions"))["subscriptions"]!.AsArray());
        Assert.Single(receiver.Requests);
    }

    private Task<JsonNode> PlayAsync(TestConnector connector, CallbackReceiver receiver, string? hook, JsonNode? told = null, JsonNode? stored = null) =>
        runtime.PlayAsync("source", new JsonObject
        {
            ["source"] = "new-file-instant",
            ["auth"] = new JsonObject { ["host"] = connector.Http.BaseAddress!.AbsoluteUri },
            ["endpoint"] = receiver.Url.AbsoluteUri,
            ["hook"] = hook,
            ["event"] = told,
            ["stored"] = stored,
        });
}
