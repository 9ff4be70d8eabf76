using System.Runtime.CompilerServices;

namespace Connector.Streams;

/// <summary>One stream after another.</summary>
internal sealed class ConcatenatedStream(Stream first, Stream second) : ReadOnlyStream
{
    private bool _firstEnded;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_firstEnded)
        {
            if (await first.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                return read;
            }

            _firstEnded = true;
        }

        return await second.ReadAsync(buffer, cancellationToken);
    }
}
