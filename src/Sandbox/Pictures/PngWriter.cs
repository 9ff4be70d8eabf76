using System.Buffers.Binary;
using System.IO.Compression;

namespace Connector.Sandbox.Pictures;

/// <summary>Encodes a picture as PNG: eight bits a channel, with alpha if the picture has it, not interlaced.</summary>
internal static class PngWriter
{
    public static void Write(IPicture picture, Stream destination, CancellationToken cancellationToken)
    {
        destination.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n']);
        WriteHeader(picture, destination);
        using (var data = new PngDataStream(destination))
        using (var compressed = new ZLibStream(data, CompressionLevel.Fastest))
        {
            WriteRows(picture, compressed, cancellationToken);
        }

        PngChunks.Write(destination, "IEND"u8, []);
    }

    private static void WriteHeader(IPicture picture, Stream destination)
    {
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], picture.Height);
        header[8] = 8; // bits a channel
        header[9] = (byte)(picture.Channels == 4 ? 6 : 2); // red, green, blue and, with 6, alpha
        PngChunks.Write(destination, "IHDR"u8, header);
    }

    /// <summary>Each row is written as the differences to the pixel on the left (filter 1), which compress far better.</summary>
    private static void WriteRows(IPicture picture, Stream compressed, CancellationToken cancellationToken)
    {
        var pixel = picture.Channels;
        var row = new byte[picture.Width * pixel];
        var filtered = new byte[1 + row.Length];
        filtered[0] = 1;
        for (var y = 0; y < picture.Height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            picture.DrawRow(y, row);
            row.AsSpan(0, pixel).CopyTo(filtered.AsSpan(1));
            for (var i = pixel; i < row.Length; i++)
            {
                filtered[1 + i] = (byte)(row[i] - row[i - pixel]);
            }

            compressed.Write(filtered);
        }
    }
}
