using Connector.Failures;

namespace Connector.Streams;

/// <summary>A caller's body that may not grow past a limit, and whose broken framing is the caller's fault.</summary>
internal sealed class LimitedStream(Stream body, long limit) : ReadOnlyStream
{
    private long _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await body.ReadAsync(buffer, cancellationToken);
            _read += read;
            return _read <= limit ? read : throw ConnectorException.BodyTooLarge(limit);
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException))
        {
            // Kestrel has types of its own for most of what can be wrong with a request, but not for a chunk's impossible size.
            throw new ConnectorException(400, ErrorCodes.BadRequest, $"The body cannot be read: {exception.Message}", exception);
        }
    }
}
