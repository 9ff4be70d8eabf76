using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Callbacks;

/// <summary>Somebody who is called, and the settings with which a connector calls it.</summary>
internal sealed class CallbackReceiver : IAsyncDisposable
{
    public const string Secret = "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ScriptedUpstream _server;

    private CallbackReceiver(ScriptedUpstream server) => _server = server;

    public Uri Url => new(_server.BaseUrl, "hook?token=secret");

    public IReadOnlyList<RecordedRequest> Requests => _server.Requests;

    public (string Name, string Value)[] Settings => [("Callbacks__Secret", Secret), ("Callbacks__AllowHosts__0", _server.BaseUrl.Authority)];

    public static async Task<CallbackReceiver> StartAsync(Func<int>? status = null) => new(await ScriptedUpstream.StartAsync(context =>
    {
        context.Response.StatusCode = status?.Invoke() ?? 204;
        return Task.CompletedTask;
    }));

    /// <summary>Waits until it was called so often.</summary>
    public async Task<IReadOnlyList<RecordedRequest>> UntilCalledAsync(int times)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (Requests.Count < times)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
        }

        return Requests;
    }

    /// <summary>Looks at something until its callback is at this point.</summary>
    public static async Task<JsonNode> UntilAsync(TestConnector connector, string path, string status)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            using var answer = await connector.Http.GetAsync(new Uri(path, UriKind.Relative), limit.Token);
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(limit.Token))!;
            if (body["callback"]?["status"]?.GetValue<string>() == status)
            {
                return body;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
        }
    }

    public static JsonNode BodyOf(RecordedRequest request) => JsonNode.Parse(request.Bytes)!;

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
