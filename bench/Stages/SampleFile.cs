using SkiaSharp;

namespace Connector.Benchmarks.Stages;

/// <summary>Files to measure with: what is in them is noise, so that they are as long as they are to be.</summary>
internal static class SampleFile
{
    /// <summary>A picture of about so many bytes.</summary>
    public static byte[] Picture(SKEncodedImageFormat format, int bytes)
    {
        var side = 512;
        var picture = Draw(format, side);
        for (var tries = 0; tries < 3; tries++)
        {
            side = (int)(side * Math.Sqrt((double)bytes / picture.Length));
            picture = Draw(format, side);
        }

        return picture;
    }

    public static byte[] Noise(int bytes)
    {
        var noise = new byte[bytes];
        new Random(bytes).NextBytes(noise);
        return noise;
    }

    private static byte[] Draw(SKEncodedImageFormat format, int side)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(side, side, SKColorType.Rgb888x, SKAlphaType.Opaque));
        new Random(side).NextBytes(bitmap.GetPixelSpan());
        using var file = bitmap.Encode(format, 100);
        return file.ToArray();
    }
}
