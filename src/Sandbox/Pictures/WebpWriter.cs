using System.Buffers.Binary;

namespace Connector.Sandbox.Pictures;

/// <summary>
/// Encodes a picture as lossless WebP (VP8L): green subtracted from red and blue, each pixel predicted from its neighbours, and the
/// rest in Huffman codes made to measure. The codes come before the pixels, so the pixels are held until all are counted.
/// </summary>
internal static class WebpWriter
{
    private const int GreenSymbols = 256 + 24;
    private const int ByteSymbols = 256;
    private const int DistanceSymbols = 40;

    /// <summary>The mean of the pixels on the left and above.</summary>
    private const int PredictorMode = 7;

    public static void Write(IPicture picture, Stream destination, CancellationToken cancellationToken)
    {
        var residuals = WebpResiduals.Of(picture, cancellationToken);
        var bits = new WebpBits();
        WriteHeader(picture, bits);
        WriteTransforms(picture, bits);
        WritePixels(residuals, bits);
        WriteFile(bits.ToArray(), destination);
    }

    private static void WriteHeader(IPicture picture, WebpBits bits)
    {
        bits.Write(0x2F, 8);
        bits.Write(picture.Width - 1, 14);
        bits.Write(picture.Height - 1, 14);
        bits.Write(picture.Channels == 4 ? 1 : 0, 1);
        bits.Write(0, 3);
    }

    private static void WriteTransforms(IPicture picture, WebpBits bits)
    {
        const int Present = 1;
        const int Predictor = 0;
        const int SubtractGreen = 2;
        bits.Write(Present, 1);
        bits.Write(SubtractGreen, 2);

        // The predictor's modes are a picture of their own, a pixel for each block of 512 pixels square; all blocks have one mode,
        // so every code has one symbol and the pixels take no bits at all.
        bits.Write(Present, 1);
        bits.Write(Predictor, 2);
        bits.Write(9 - 2, 3);
        bits.Write(0, 1); // no colour cache
        WebpCode.WriteSingle(PredictorMode, bits);
        for (var other = 0; other < 4; other++)
        {
            WebpCode.WriteSingle(0, bits);
        }

        bits.Write(0, 1); // no more transforms
    }

    private static void WritePixels(WebpResiduals residuals, WebpBits bits)
    {
        bits.Write(0, 1); // no colour cache
        bits.Write(0, 1); // one set of codes for the whole picture
        var green = WebpCode.Of(residuals.Green, GreenSymbols);
        var red = WebpCode.Of(residuals.Red, ByteSymbols);
        var blue = WebpCode.Of(residuals.Blue, ByteSymbols);
        var alpha = WebpCode.Of(residuals.Alpha, ByteSymbols);
        foreach (var code in new[] { green, red, blue, alpha, WebpCode.Of([], DistanceSymbols) })
        {
            code.WriteTable(bits);
        }

        for (var i = 0; i < residuals.Green.Length; i++)
        {
            green.Write(residuals.Green[i], bits);
            red.Write(residuals.Red[i], bits);
            blue.Write(residuals.Blue[i], bits);
            alpha.Write(residuals.Alpha[i], bits);
        }
    }

    private static void WriteFile(byte[] data, Stream destination)
    {
        var padding = data.Length % 2;
        Span<byte> header = stackalloc byte[20];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], data.Length + padding + 12);
        "WEBPVP8L"u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], data.Length);
        destination.Write(header);
        destination.Write(data);
        if (padding > 0)
        {
            destination.WriteByte(0);
        }
    }
}
