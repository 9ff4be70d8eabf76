namespace Connector.Sandbox.Pictures;

/// <summary>Encodes a picture as baseline JPEG, colours at half the resolution (4:2:0), sixteen rows at a time.</summary>
internal static class JpegWriter
{
    private const int Band = 16;
    private const int BlockSide = 8;

    public static void Write(IPicture picture, Stream destination, CancellationToken cancellationToken)
    {
        WriteHeaders(picture, destination);
        var bits = new JpegBits(destination);
        var luminance = new JpegBlock(JpegTables.Luminance, JpegTables.LuminanceDc, JpegTables.LuminanceAc, bits);
        var blue = new JpegBlock(JpegTables.Chrominance, JpegTables.ChrominanceDc, JpegTables.ChrominanceAc, bits);
        var red = new JpegBlock(JpegTables.Chrominance, JpegTables.ChrominanceDc, JpegTables.ChrominanceAc, bits);
        var band = new JpegBand(picture, Band);
        Span<float> block = stackalloc float[BlockSide * BlockSide];
        for (var y = 0; y < picture.Height; y += Band)
        {
            cancellationToken.ThrowIfCancellationRequested();
            band.Draw(y);
            for (var x = 0; x < picture.Width; x += Band)
            {
                for (var part = 0; part < 4; part++)
                {
                    band.Luminance(x + (part % 2 * BlockSide), part / 2 * BlockSide, block);
                    luminance.Write(block);
                }

                band.Blue(x, block);
                blue.Write(block);
                band.Red(x, block);
                red.Write(block);
            }
        }

        bits.Finish();
        destination.Write([0xFF, 0xD9]);
    }

    private static void WriteHeaders(IPicture picture, Stream destination)
    {
        destination.Write([0xFF, 0xD8]);
        WriteSegment(destination, 0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        WriteSegment(destination, 0xDB, [0, .. InZigZag(JpegTables.Luminance), 1, .. InZigZag(JpegTables.Chrominance)]);
        WriteSegment(
            destination,
            0xC0,
            [
                8, (byte)(picture.Height >> 8), (byte)picture.Height, (byte)(picture.Width >> 8), (byte)picture.Width,
                3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
            ]);
        WriteCodes(destination, 0x00, JpegTables.LuminanceDc);
        WriteCodes(destination, 0x10, JpegTables.LuminanceAc);
        WriteCodes(destination, 0x01, JpegTables.ChrominanceDc);
        WriteCodes(destination, 0x11, JpegTables.ChrominanceAc);
        WriteSegment(destination, 0xDA, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
    }

    private static void WriteCodes(Stream destination, byte id, JpegCodes codes) =>
        WriteSegment(destination, 0xC4, [id, .. codes.Counts.Span, .. codes.Symbols.Span]);

    private static void WriteSegment(Stream destination, byte marker, ReadOnlySpan<byte> data)
    {
        var length = data.Length + 2;
        destination.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        destination.Write(data);
    }

    private static byte[] InZigZag(byte[] table) => Array.ConvertAll(JpegTables.ZigZag.ToArray(), at => table[at]);
}
