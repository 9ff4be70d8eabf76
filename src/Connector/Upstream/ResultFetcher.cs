using System.Net;
using Connector.Failures;
using Connector.Fetching;
using Connector.Settings;
using Connector.Streams;

namespace Connector.Upstream;

/// <summary>
/// Opens the files that answers name by their addresses. No address is trusted: each goes through the guard that the addresses of callers go
/// through, but for those at the app's own base URL, which the operator trusts by setting it and which may be on the own network, as a
/// local server is. The key goes nowhere.
/// </summary>
/// <param name="guard">The guard.</param>
public sealed class ResultFetcher(GuardedFetcher guard) : IDisposable
{
    private readonly HttpClient _own = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <inheritdoc/>
    public void Dispose() => _own.Dispose();

    /// <summary>A file by the address that an answer names; nothing is opened before it is read.</summary>
    internal ResultStream Fetch(string address, AppConnection connection) => new(token => OpenAsync(address, connection, token));

    private async Task<Stream> OpenAsync(string address, AppConnection connection, CancellationToken cancellationToken)
    {
        // Some servers name their files by paths of their own.
        if (!Uri.TryCreate(connection.BaseUrl, address, out var url))
        {
            throw ConnectorException.BadRequest(ErrorCodes.UrlRefused, "What the answer names as an address is none.");
        }

        return IsOwn(url, connection.BaseUrl)
            ? await OpenOwnAsync(url, connection, cancellationToken)
            : await OpenGuardedAsync(url, cancellationToken);
    }

    private async Task<Stream> OpenGuardedAsync(Uri url, CancellationToken cancellationToken)
    {
        var content = await guard.OpenAsync(url, cancellationToken);
        return new OwnedBody(content, content.Content);
    }

    private static bool IsOwn(Uri url, Uri baseUrl) => url.Scheme == baseUrl.Scheme && url.Host == baseUrl.Host && url.Port == baseUrl.Port && url.UserInfo.Length == 0;

    private async Task<Stream> OpenOwnAsync(Uri url, AppConnection connection, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await _own.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new ConnectorException(502, ErrorCodes.UpstreamCutShort, $"{connection.App.Title} cannot be reached at {url.Authority}, where its answer says that the file is", exception);
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            using (response)
            {
                throw new ConnectorException(502, ErrorCodes.UpstreamCutShort, $"{connection.App.Title} answers with status {(int)response.StatusCode} where its answer says that the file is");
            }
        }

        return new UpstreamBodyStream(new OwnedBody(response, await response.Content.ReadAsStreamAsync(cancellationToken)), connection.App);
    }

    /// <summary>A body with the answer that it belongs to; disposing of it hangs up.</summary>
    private sealed class OwnedBody(IDisposable answer, Stream body) : ReadOnlyStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => body.ReadAsync(buffer, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            answer.Dispose();
            base.Dispose(disposing);
        }
    }
}
