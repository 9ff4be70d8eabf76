using Connector.Input;

namespace Connector.Streams;

/// <summary>A caller's body that may not grow past the limit.</summary>
internal sealed class LimitedStream(Stream body) : ReadOnlyStream
{
    /// <summary>The bytes read so far.</summary>
    public long BytesRead { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        BytesRead += read;
        InputLimits.ThrowIfTooLarge(BytesRead);
        return read;
    }
}
