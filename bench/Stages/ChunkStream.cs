namespace Connector.Benchmarks.Stages;

/// <summary>Bytes in memory as a connection gives them: at most 64 KiB with each read. It begins anew when it is rewound.</summary>
internal sealed class ChunkStream(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    public const int Bytes = 64 * 1024;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, Bytes)], cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        base.ReadAsync(buffer, offset, Math.Min(count, Bytes), cancellationToken);
}
