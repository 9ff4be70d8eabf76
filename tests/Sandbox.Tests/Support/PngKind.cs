using System.Buffers.Binary;
using System.IO.Compression;
using Connector.Testing;

namespace Connector.Sandbox.Tests.Support;

/// <summary>A kind of PNG: what a pixel is made of, how many bits each part has, whether the pixels are interlaced.</summary>
internal sealed record PngKind(byte ColourType, byte Bits, bool IsInterlaced)
{
    private const byte GreyType = 0;
    private const byte ColourfulType = 2;
    private const byte PaletteType = 3;
    private const byte GreyAlphaType = 4;

    /// <summary>Which pixels each of the seven passes of an interlaced picture has: the first one, and the steps to the next ones.</summary>
    private static readonly (int X, int Y, int Across, int Down)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Every kind that the standard allows.</summary>
    public static IEnumerable<PngKind> All =>
        from colourType in new byte[] { GreyType, ColourfulType, PaletteType, GreyAlphaType, 6 }
        from bits in new byte[] { 1, 2, 4, 8, 16 }
        where colourType == GreyType || (colourType == PaletteType ? bits <= 8 : bits >= 8)
        from isInterlaced in new[] { false, true }
        select new PngKind(colourType, bits, isInterlaced);

    public bool IsGrey => ColourType is GreyType or GreyAlphaType;

    public bool HasAlpha => ColourType >= GreyAlphaType;

    /// <summary>A picture that the kind can show.</summary>
    public Quarters Example => (IsGrey, Bits) switch
    {
        (true, 1) => new Quarters(Colour.Grey(0), Colour.Grey(255), Colour.Grey(255), Colour.Grey(0)),
        (true, _) => Quarters.Grey,
        (false, 1) => Quarters.Coloured with { LeftBottom = Quarters.Coloured.RightTop, RightBottom = Quarters.Coloured.LeftTop },
        _ => Quarters.Coloured,
    };

    public override string ToString() =>
        $"PNG of type {ColourType} with {Bits} bits{(IsInterlaced ? ", interlaced" : "")}";

    /// <summary>The picture as a file; a chunk may stand before the pixels.</summary>
    public byte[] Write(Quarters picture, params (string Type, byte[] Data)[] more)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Quarters.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Quarters.Height);
        (header[8], header[9], header[12]) = (Bits, ColourType, (byte)(IsInterlaced ? 1 : 0));
        var palette = ColourType == PaletteType
            ? new[] { ("PLTE", picture.Colours.Distinct().SelectMany(colour => new[] { colour.Red, colour.Green, colour.Blue }).ToArray()) }
            : [];
        return TestPng.FromChunks([("IHDR", header), .. palette, .. more, ("IDAT", Pixels(picture)), ("IEND", [])]);
    }

    private byte[] Pixels(Quarters picture)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var (left, top, across, down) in IsInterlaced ? Passes : [(0, 0, 1, 1)])
            {
                for (var y = top; y < Quarters.Height; y += down)
                {
                    var samples = Places(left, Quarters.Width, across).SelectMany(x => Samples(picture, picture.At(x, y)));
                    zlib.WriteByte(0);
                    zlib.Write(Packed([.. samples]));
                }
            }
        }

        return data.ToArray();
    }

    private static IEnumerable<int> Places(int first, int end, int step)
    {
        for (var place = first; place < end; place += step)
        {
            yield return place;
        }
    }

    /// <summary>The parts of a pixel, each from 0 to 255 but for the place in a palette.</summary>
    private byte[] Samples(Quarters picture, Colour colour) => ColourType switch
    {
        GreyType => [colour.Red],
        ColourfulType => [colour.Red, colour.Green, colour.Blue],
        PaletteType => [(byte)picture.Colours.Distinct().ToList().IndexOf(colour)],
        GreyAlphaType => [colour.Red, colour.Alpha],
        _ => [colour.Red, colour.Green, colour.Blue, colour.Alpha],
    };

    private byte[] Packed(byte[] samples)
    {
        if (Bits == 16)
        {
            // The second byte is what 8 bits cannot say.
            return [.. samples.SelectMany(sample => new[] { sample, (byte)(sample ^ 0x55) })];
        }

        var bytes = new byte[((samples.Length * Bits) + 7) / 8];
        for (var i = 0; i < samples.Length; i++)
        {
            var value = ColourType == PaletteType ? samples[i] : samples[i] >> (8 - Bits);
            bytes[i * Bits / 8] |= (byte)(value << (8 - Bits - (i * Bits % 8)));
        }

        return bytes;
    }
}
