using Connector.Files;

namespace Connector.Tests.Files;

/// <summary>A copy in memory.</summary>
internal sealed class KeptCopy : IMediaCopy, IDisposable
{
    private readonly MemoryStream _bytes = new();

    public byte[] Bytes => _bytes.ToArray();

    public Exception? Broken { get; private set; }

    public ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => _bytes.WriteAsync(bytes, cancellationToken);

    public void Break(Exception cause) => Broken = cause;

    public void Dispose() => _bytes.Dispose();
}
