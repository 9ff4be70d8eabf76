using System.Text;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Callbacks;

/// <summary>A server that is killed while its batch runs, and again while its receiver is away.</summary>
public sealed class KilledSenderTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly LocalRunStore _store = new();
    private readonly TemporaryFolder _temporary = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _store.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task A_batch_calls_back_once_through_kills_and_a_receiver_that_is_away()
    {
        var status = 503;
        await using var receiver = await CallbackReceiver.StartAsync(() => status);
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));

        var server = await StartAsync(upstream, receiver);
        var inputs = string.Join(", ", Enumerable.Range(0, 6).Select(number => $$"""{"prompt": "picture {{number}}"}"""));
        using var content = new StringContent(
            $$"""{"action": "dreamstudio-text-to-image", "inputs": [{{inputs}}], "callback_url": "{{receiver.Url}}"}""", Encoding.UTF8, "application/json");
        using var accepted = await _http.PostAsync(new Uri(server.Url, "api/batches"), content);
        var path = accepted.Headers.Location!.AbsolutePath;
        await server.DisposeAsync();
        await RunLeases.EndAsync(_store.Records);

        server = await StartAsync(upstream, receiver);
        await UntilAsync(server, path, batch => batch["callback"]!["last_status"]?.GetValue<int>() == 503);
        await server.DisposeAsync();

        status = 200;
        server = await StartAsync(upstream, receiver);
        var told = await UntilAsync(server, path, batch => batch["callback"]!["status"]!.GetValue<string>() == "delivered");
        await server.DisposeAsync();
        server = await StartAsync(upstream, receiver);
        await UntilAsync(server, path, _ => true);
        await server.DisposeAsync();

        Assert.Equal(("ended", 6), (told["status"]!.GetValue<string>(), told["ended"]!.GetValue<int>()));
        Assert.Equal(told["callback"]!["attempts"]!.GetValue<int>(), receiver.Requests.Count);
        Assert.Single(receiver.Requests.Select(request => request.Headers["webhook-id"]).Distinct());
        Assert.Equal("ended", CallbackReceiver.BodyOf(receiver.Requests[^1])["status"]!.GetValue<string>());
    }

    private Task<ServerProcess> StartAsync(ScriptedUpstream upstream, CallbackReceiver receiver) =>
        ServerProcess.StartAsync(upstream, _temporary.Path, [.. _store.Settings, .. receiver.Settings]);

    private async Task<JsonNode> UntilAsync(ServerProcess server, string path, Predicate<JsonNode> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var batch = JsonNode.Parse(await _http.GetStringAsync(new Uri(server.Url, path), limit.Token))!;
            if (isSo(batch))
            {
                return batch;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }
    }
}
