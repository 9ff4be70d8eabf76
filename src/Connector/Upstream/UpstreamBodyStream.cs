using System.Runtime.CompilerServices;
using Connector.Declaration;
using Connector.Streams;

namespace Connector.Upstream;

/// <summary>
/// An answer's body, guarded: a broken connection or encoding becomes a failure of upstream (so that it is never taken for a full disk
/// further down), and a body without end is cut off.
/// </summary>
internal sealed class UpstreamBodyStream(Stream body, ConnectorApp app, long mostBytes = UpstreamBodyStream.MostMediaBytes) : ReadOnlyStream
{
    /// <summary>Ten of the largest images a v1 call can draw are about 45 MB, a third more as base64.</summary>
    public const long MostMediaBytes = 256L * 1024 * 1024;

    private long _read;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidDataException or InvalidOperationException)
        {
            throw UpstreamFailures.CutShort(app, exception);
        }

        _read += read;
        return _read <= mostBytes ? read : throw UpstreamFailures.Malformed(app, $"it is longer than {mostBytes} bytes");
    }

    protected override void Dispose(bool disposing)
    {
        body.Dispose();
        base.Dispose(disposing);
    }
}
