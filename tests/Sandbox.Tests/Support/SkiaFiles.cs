using SkiaSharp;

namespace Connector.Sandbox.Tests.Support;

/// <summary>Makes JPEG and WebP files of four quarters.</summary>
internal static class SkiaFiles
{
    public static byte[] Jpeg(Quarters picture) => Encode(picture, pixels => pixels.Encode(new SKJpegEncoderOptions(95)));

    public static byte[] Webp(Quarters picture, bool isLossless) => Encode(
        picture,
        pixels => pixels.Encode(new SKWebpEncoderOptions(isLossless ? SKWebpEncoderCompression.Lossless : SKWebpEncoderCompression.Lossy, 90)));

    /// <summary>A large JPEG of few bytes.</summary>
    public static byte[] PlainJpeg(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgb888x, SKAlphaType.Opaque);
        bitmap.Erase(new SKColor(200, 100, 50));
        using var file = bitmap.Encode(SKEncodedImageFormat.Jpeg, 50);
        return file.ToArray();
    }

    private static byte[] Encode(Quarters picture, Func<SKPixmap, SKData?> encode)
    {
        var hasAlpha = picture.Colours.Any(colour => colour.Alpha < 255);
        using var bitmap = new SKBitmap(Quarters.Width, Quarters.Height, SKColorType.Rgba8888, hasAlpha ? SKAlphaType.Unpremul : SKAlphaType.Opaque);
        var bytes = bitmap.GetPixelSpan();
        for (var y = 0; y < Quarters.Height; y++)
        {
            for (var x = 0; x < Quarters.Width; x++)
            {
                var colour = picture.At(x, y);
                var pixel = bytes.Slice((y * bitmap.RowBytes) + (4 * x), 4);
                (pixel[0], pixel[1], pixel[2], pixel[3]) = (colour.Red, colour.Green, colour.Blue, colour.Alpha);
            }
        }

        using var pixels = bitmap.PeekPixels();
        using var file = encode(pixels);
        return file!.ToArray();
    }
}
