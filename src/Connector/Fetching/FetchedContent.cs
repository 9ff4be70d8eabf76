using Connector.Failures;

namespace Connector.Fetching;

/// <summary>A URL's file on its way. Disposing of it hangs up.</summary>
public sealed class FetchedContent : IAsyncDisposable, IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly CancellationTokenSource _deadline;

    internal FetchedContent(HttpResponseMessage response, Stream content, CancellationTokenSource deadline)
    {
        _response = response;
        _deadline = deadline;
        Content = content;
    }

    /// <summary>The bytes; reading throws a <see cref="ConnectorException"/> when they are too many, too slow or break off.</summary>
    public Stream Content { get; }

    /// <summary>The length the server announced; null when it did not.</summary>
    public long? Length => _response.Content.Headers.ContentLength;

    /// <summary>The content type the server claims, which nobody should believe; null when it claims none.</summary>
    public string? ContentType => _response.Content.Headers.ContentType?.MediaType;

    /// <inheritdoc/>
    public void Dispose()
    {
        Content.Dispose();
        _response.Dispose();
        _deadline.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        _response.Dispose();
        _deadline.Dispose();
    }
}
