using Connector.Input;

namespace Connector.Streams;

/// <summary>A caller's body that may not grow past a limit.</summary>
internal sealed class LimitedStream(Stream body, long limit) : ReadOnlyStream
{
    private long _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        _read += read;
        return _read <= limit ? read : throw InputLimits.TooLarge(limit);
    }
}
