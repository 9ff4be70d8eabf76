using System.Text.Json.Nodes;
using Connector.Api.Tests.Callbacks;
using Connector.Declaration;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.OpenApi;

/// <summary>A connector that wants a key, the document it serves, and Prism before it.</summary>
public sealed class DocumentedServer : IAsyncLifetime
{
    private const string Key = "first-key";

    private readonly ManualTime _time = new();
    private TestConnector? _connector;
    private PrismProxy? _prism;

    /// <summary>The served document.</summary>
    internal JsonObject Document { get; private set; } = [];

    /// <summary>A client that Prism watches.</summary>
    internal HttpClient Http => _prism!.Http;

    /// <summary>The connector itself, for what a test has to prepare.</summary>
    internal HttpClient Direct => _connector!.Http;

    public async Task InitializeAsync()
    {
        _connector = await TestConnector.StartAsync(_time, fetcher: null, ("Access:Keys:0", Key), ("Callbacks:Secret", CallbackReceiver.Secret));
        _connector.Http.DefaultRequestHeaders.Add("x-functions-key", Key);
        await ExampleFiles.StoreAsync(_connector.Files.Path);
        Document = (await _connector.GetJsonAsync("api/openapi.json")).AsObject();
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(_connector.Files.Path, ".documents")).FullName, "openapi.json");
        await File.WriteAllTextAsync(file, Document.ToJsonString());
        _prism = await PrismProxy.StartAsync(file, new Uri(_connector.Http.BaseAddress!, "api"));
        _prism.Http.DefaultRequestHeaders.Add("x-functions-key", Key);
    }

    public async Task DisposeAsync()
    {
        await _prism!.DisposeAsync();
        await _connector!.DisposeAsync();
    }

    /// <summary>The example that the document has for an action, a real job in the place of its id; null for an action without a body.</summary>
    internal async Task<JsonObject?> ExampleAsync(ConnectorAction action)
    {
        var example = Document["paths"]![$"/actions/{action.Name}"]!["post"]!["requestBody"]?["content"]!["application/json"]!["example"]!.DeepClone().AsObject();
        if (action.Output is MediaOutput { Wait: { } wait })
        {
            example![wait.Id.Name] = (await Direct.ExampleAsync(action))[wait.Id.Name]!.DeepClone();
            _time.Advance(TimeSpan.FromSeconds(3));
        }

        return example;
    }
}
