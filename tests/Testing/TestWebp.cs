using System.Buffers.Binary;
using System.Text;

namespace Connector.Testing;

/// <summary>Makes WebP files whose chunks and headers are real; the pixels behind them are not.</summary>
public static class TestWebp
{
    public static byte[] Lossy(int width, int height) =>
        FromChunks(("VP8 ", [0x10, 0, 0, 0x9D, 0x01, 0x2A, .. Little(width, 2), .. Little(height, 2), 0, 0]));

    public static byte[] Lossless(int width, int height, bool alpha) => FromChunks(("VP8L", LosslessData(width, height, alpha)));

    public static byte[] Extended(int width, int height, byte flags) => FromChunks(
        ("VP8X", [flags, 0, 0, 0, .. Little(width - 1, 3), .. Little(height - 1, 3)]),
        ("VP8L", LosslessData(Math.Min(width, 1 << 14), Math.Min(height, 1 << 14), alpha: false)));

    /// <summary>The RIFF head and any chunks.</summary>
    public static byte[] FromChunks(params (string Type, byte[] Data)[] chunks)
    {
        byte[] body = [.. "WEBP"u8, .. chunks.SelectMany(Chunk)];
        return [.. "RIFF"u8, .. Little(body.Length, 4), .. body];
    }

    private static byte[] Chunk((string Type, byte[] Data) chunk) =>
        [.. Encoding.ASCII.GetBytes(chunk.Type), .. Little(chunk.Data.Length, 4), .. chunk.Data, .. new byte[chunk.Data.Length % 2]];

    private static byte[] LosslessData(int width, int height, bool alpha) =>
        [0x2F, .. Little((width - 1) | ((height - 1) << 14) | (alpha ? 1 << 28 : 0), 4), 0, 0, 0];

    private static byte[] Little(int value, int bytes)
    {
        var all = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(all, value);
        return all[..bytes];
    }
}
