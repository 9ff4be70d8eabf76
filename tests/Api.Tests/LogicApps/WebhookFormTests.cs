using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Api.Tests.Callbacks;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.LogicApps;

/// <summary>The workflow that is called back: what it would send, sent to a real connector, with a receiver in the place of its callback's address.</summary>
public class WebhookFormTests
{
    [Fact]
    public async Task The_subscribing_request_begins_a_batch_whose_end_comes_to_the_workflows_address()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(receiver.Settings);
        var text = await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Path, "infra", "logic-apps", "batch.workflow.json"));
        var step = JsonNode.Parse(text)!["definition"]!["actions"]!["Draw_all"]!;
        var subscribe = step["inputs"]!["subscribe"]!;
        var body = subscribe["body"]!.DeepClone();
        body["inputs"] = new JsonArray(new JsonObject { ["prompt"] = "a" }, new JsonObject { ["prompt"] = "b" });
        body["callback_url"] = body["callback_url"]!.GetValue<string>().Replace("@{listCallbackUrl()}", receiver.Url.AbsoluteUri, StringComparison.Ordinal);
        var path = subscribe["uri"]!.GetValue<string>().Replace("@{parameters('connectorUrl')}/", "", StringComparison.Ordinal);

        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, subscribe["headers"]!["Content-Type"]!.GetValue<string>());
        using var accepted = await connector.Http.PostAsync(new Uri(path, UriKind.Relative), content);
        var told = CallbackReceiver.BodyOf(Assert.Single(await receiver.UntilCalledAsync(1)));

        Assert.Equal(("HttpWebhook", HttpStatusCode.Accepted), (step["type"]!.GetValue<string>(), accepted.StatusCode));
        Assert.Equal(("ended", 2), (told["status"]!.GetValue<string>(), told["succeeded"]!.GetValue<int>()));
    }
}
