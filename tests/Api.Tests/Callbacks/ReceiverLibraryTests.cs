using System.Text;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Callbacks;

/// <summary>What is sent, in the eyes of the libraries that receivers use.</summary>
public class ReceiverLibraryTests
{
    [Fact]
    public async Task The_reference_library_of_Standard_Webhooks_verifies_a_callback_and_refuses_a_changed_one()
    {
        var said = await CheckAsync("callback.mjs", """{"callback_url": "URL", "events": ["file.created"]}""");

        Assert.Equal("file.created verified, changed refused", said);
    }

    [Fact]
    public async Task The_CloudEvents_library_reads_an_event()
    {
        var said = await CheckAsync("cloudevent.mjs", """{"callback_url": "URL", "events": ["file.created"], "format": "cloudevents"}""");

        Assert.Equal("file.created 1.0 image/png", said);
    }

    private static async Task<string> CheckAsync(string script, string subscription)
    {
        var packages = await NpmPackages.Receivers.InstallAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(receiver.Settings);
        await connector.PostAsync(subscription.Replace("URL", receiver.Url.AbsoluteUri, StringComparison.Ordinal), path: "api/subscriptions");
        await connector.PostAsync("""{"prompt": "A lighthouse"}""");
        var request = Assert.Single(await receiver.UntilCalledAsync(1));
        using var folder = new TemporaryFolder();
        var message = Path.Combine(folder.Path, "message.json");
        var headers = new JsonObject(request.Headers.Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), (JsonNode?)header.Value)));
        await File.WriteAllTextAsync(message, new JsonObject { ["headers"] = headers, ["body"] = Encoding.UTF8.GetString(request.Bytes) }.ToJsonString());

        // A module imports from the folder that it lies in.
        var copy = Path.Combine(packages, script);
        File.Copy(Path.Combine(RepositoryFolder.Path, "tests", "Api.Tests", "Callbacks", script), copy, overwrite: true);
        var result = await NodeProgram.RunAsync(packages, [copy, message, CallbackReceiver.Secret]);
        Assert.True(result.ExitCode == 0, result.Everything);
        return result.Output.Trim();
    }
}
