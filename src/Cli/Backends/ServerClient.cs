using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Failures;

namespace Connector.Cli.Backends;

/// <summary>Speaks HTTP to a server.</summary>
internal sealed class ServerClient : IDisposable
{
    /// <summary>How much of an answer that is no problem is shown.</summary>
    private const int ShownCharacters = 200;

    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(10);

    private readonly ServerAddress _server;
    private readonly HttpClient _http;

    /// <summary>Sets it up; nothing is sent yet.</summary>
    /// <param name="server">The server.</param>
    public ServerClient(ServerAddress server)
    {
        _server = server;

        // A proxy in the environment is for the internet. A redirect would carry the key elsewhere.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = !server.Url.IsLoopback, ConnectTimeout = ConnectTime, AllowAutoRedirect = false })
        {
            BaseAddress = server.Url,

            // A picture may take minutes; how long is the server's to say.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("connector-cli");
        if (server.Key is { } key)
        {
            _http.DefaultRequestHeaders.TryAddWithoutValidation(ApiDescription.KeyHeader, key);
        }
    }

    /// <summary>The server's address.</summary>
    public Uri Server => _server.Url;

    /// <summary>Sends a request; its answer's body is still to be read.</summary>
    /// <param name="request">The request, with a route below the server's address.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ProblemException">The server tells a problem, or cannot be reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw Unreachable(failure);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await ProblemOfAsync(response, cancellationToken);
        }
    }

    /// <summary>Sends a request and reads the JSON of its answer.</summary>
    public async Task<JsonElement> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            using var response = await SendAsync(request, cancellationToken);
            return await ReadAsync(response, cancellationToken);
        }
    }

    /// <summary>Reads the JSON of an answer.</summary>
    public async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var document = await JsonDocument.ParseAsync(body, default, cancellationToken);
            return document.RootElement.Clone();
        }
        catch (JsonException broken)
        {
            throw new ProblemException($"{_server.Url} answered no JSON; is a connector there?", broken);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw Unreachable(failure);
        }
    }

    /// <summary>Asks for a document.</summary>
    public async Task<T> GetAsync<T>(string route, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var answer = await ReadAsync(new HttpRequestMessage(HttpMethod.Get, route), cancellationToken);
        try
        {
            return answer.Deserialize(type)!;
        }
        catch (JsonException other)
        {
            throw new ProblemException($"{_server.Url} answered in a form that this version does not know: {other.Message}", other);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private ProblemException Unreachable(Exception failure) =>
        new($"{_server.Url} does not answer: {failure.GetBaseException().Message.TrimEnd('.')}.", failure);

    private async Task<ProblemException> ProblemOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            if (response.Content.Headers.ContentType?.MediaType == ProblemDocument.ContentType
                && JsonSerializer.Deserialize(text, JsonStyles.Compact.ProblemDocument) is { } problem)
            {
                return new ProblemException(problem);
            }
        }
        catch (JsonException)
        {
            // Somebody else's problem, told below.
        }

        var shown = text.Length > ShownCharacters ? $"{text[..ShownCharacters]}…" : text;
        return new ProblemException($"{_server.Url} answered {(int)response.StatusCode}, and not as a connector does. {shown}".TrimEnd());
    }
}
