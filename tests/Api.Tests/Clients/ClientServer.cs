using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Clients;

/// <summary>A connector that wants a key, and the document it serves in a file.</summary>
public sealed class ClientServer : IAsyncLifetime, IDisposable
{
    /// <summary>The access key.</summary>
    public const string Key = "first-key";

    private readonly TemporaryFolder _folder = new();
    private TestConnector? _connector;

    /// <summary>Where it is, with a slash at the end.</summary>
    public string Url => _connector!.Http.BaseAddress!.AbsoluteUri;

    /// <summary>The document, as it serves it.</summary>
    public string Document => Path.Combine(_folder.Path, "openapi.json");

    public async Task InitializeAsync()
    {
        _connector = await TestConnector.StartAsync(("Access:Keys:0", Key));
        _connector.Http.DefaultRequestHeaders.Add("x-functions-key", Key);
        await File.WriteAllTextAsync(Document, await _connector.Http.GetStringAsync(new Uri("api/openapi.json", UriKind.Relative)));
    }

    public async Task DisposeAsync() => await _connector!.DisposeAsync();

    public void Dispose() => _folder.Dispose();
}
