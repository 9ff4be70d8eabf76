using System.Buffers.Binary;

namespace Connector.Sandbox.Inputs;

/// <summary>Reads the chunks of a PNG before its pixels.</summary>
internal static class PngHeader
{
    /// <summary>Grey with alpha is 4, colours with alpha are 6.</summary>
    private const int AlphaBit = 4;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    public static ImageHeader? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 33 || !file.StartsWith(Signature) || !file[12..16].SequenceEqual("IHDR"u8))
        {
            return null;
        }

        var width = BinaryPrimitives.ReadInt32BigEndian(file[16..]);
        var height = BinaryPrimitives.ReadInt32BigEndian(file[20..]);
        return new ImageHeader(ImageFormat.Png, width, height, (file[25] & AlphaBit) != 0 || HasTransparentColour(file));
    }

    /// <summary>A tRNS chunk, which stands before the pixels, makes a palette or one colour transparent.</summary>
    private static bool HasTransparentColour(ReadOnlySpan<byte> file)
    {
        for (long at = 8; at + 8 <= file.Length;)
        {
            var chunk = file[(int)at..];
            var name = chunk[4..8];
            if (name.SequenceEqual("tRNS"u8))
            {
                return true;
            }

            if (name.SequenceEqual("IDAT"u8))
            {
                return false;
            }

            at += 12L + BinaryPrimitives.ReadUInt32BigEndian(chunk);
        }

        return false;
    }
}
