using Connector.Streams;

namespace Connector.Fetching;

/// <summary>The body of a fetched URL: never longer than allowed, never later than allowed, and its failures are the URL's.</summary>
internal sealed class FetchedStream(Stream body, Uri url, FetchLimits limits, CancellationToken deadline) : ReadOnlyStream
{
    private long _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline);
        try
        {
            // Data that is already here would be handed out without a look at the clock.
            both.Token.ThrowIfCancellationRequested();
            var read = await body.ReadAsync(buffer, both.Token);
            _read += read;
            return _read <= limits.Bytes ? read : throw FetchFailures.TooLarge(url, limits);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw FetchFailures.TimedOut(url, limits, exception);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw FetchFailures.Unreachable(url, "its answer broke off", exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        body.Dispose();
        base.Dispose(disposing);
    }
}
