using System.Buffers.Binary;
using System.IO.Compression;

namespace Connector.Sandbox.Inputs;

/// <summary>
/// Decodes the PNG files that most programs write: eight bits a channel, not interlaced. So a picture can be drawn from its image;
/// from others it is drawn from their bytes alone.
/// </summary>
internal static class PngPixels
{
    private const int ChunkOverhead = 12;
    private const long MostPixels = 9_437_184;

    /// <summary>The pixels, or null when the file is of another kind, or broken.</summary>
    public static Pixels? Decode(ReadOnlyMemory<byte> file)
    {
        var header = PngHeader.Read(file.Span);
        if (header is not { Width: > 0, Height: > 0, Pixels: <= MostPixels } || file.Span[24] != 8 || file.Span[28] != 0)
        {
            return null;
        }

        try
        {
            var png = new PngChunkReader(file);
            using var inflated = new ZLibStream(new MemoryStream(png.Data), CompressionMode.Decompress);
            return new Pixels(header.Width, header.Height, Rows(inflated, header, file.Span[25], png));
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static byte[] Rows(ZLibStream inflated, ImageHeader header, byte colourType, PngChunkReader png)
    {
        var channels = colourType switch { 0 or 3 => 1, 2 => 3, 4 => 2, _ => 4 };
        var (row, above) = (new byte[header.Width * channels], new byte[header.Width * channels]);
        var rgba = new byte[header.Pixels * Pixels.Channels];
        for (var y = 0; y < header.Height; y++)
        {
            var filter = inflated.ReadByte();
            inflated.ReadExactly(row);
            Unfilter(filter, row, above, channels);
            for (var x = 0; x < header.Width; x++)
            {
                Expand(row.AsSpan(x * channels, channels), colourType, png, rgba.AsSpan(((y * header.Width) + x) * Pixels.Channels));
            }

            (row, above) = (above, row);
        }

        return rgba;
    }

    private static void Unfilter(int filter, byte[] row, byte[] above, int channels)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var left = i < channels ? 0 : row[i - channels];
            var corner = i < channels ? 0 : above[i - channels];
            row[i] += (byte)(filter switch
            {
                0 => 0,
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                4 => Paeth(left, above[i], corner),
                _ => throw new InvalidDataException("No PNG has such a filter."),
            });
        }
    }

    /// <summary>The neighbour that is nearest to their slope.</summary>
    private static int Paeth(int left, int above, int corner)
    {
        var (toLeft, toAbove, toCorner) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - (2 * corner)));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    private static void Expand(ReadOnlySpan<byte> pixel, byte colourType, PngChunkReader png, Span<byte> rgba)
    {
        rgba[3] = byte.MaxValue;
        switch (colourType)
        {
            case 0 or 4:
                rgba[..3].Fill(pixel[0]);
                break;
            case 3:
                png.Palette.Slice(3 * pixel[0], 3).CopyTo(rgba);
                rgba[3] = pixel[0] < png.Transparency.Length ? png.Transparency[pixel[0]] : byte.MaxValue;
                break;
            default:
                pixel[..3].CopyTo(rgba);
                break;
        }

        if (colourType is 4 or 6)
        {
            rgba[3] = pixel[^1];
        }
    }

    /// <summary>The chunks that hold the pixels.</summary>
    private sealed class PngChunkReader
    {
        private readonly byte[] _palette = [];
        private readonly byte[] _transparency = [];

        public PngChunkReader(ReadOnlyMemory<byte> file)
        {
            using var data = new MemoryStream();
            for (var at = 8; at + ChunkOverhead <= file.Length;)
            {
                var length = BinaryPrimitives.ReadInt32BigEndian(file.Span[at..]);
                var name = file.Span.Slice(at + 4, 4);
                var content = file.Span.Slice(at + 8, length);
                if (name.SequenceEqual("IDAT"u8))
                {
                    data.Write(content);
                }
                else if (name.SequenceEqual("PLTE"u8))
                {
                    _palette = content.ToArray();
                }
                else if (name.SequenceEqual("tRNS"u8))
                {
                    _transparency = content.ToArray();
                }

                at += ChunkOverhead + length;
            }

            Data = data.ToArray();
        }

        public byte[] Data { get; }

        public ReadOnlySpan<byte> Palette => _palette;

        public ReadOnlySpan<byte> Transparency => _transparency;
    }
}
