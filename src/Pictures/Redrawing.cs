using SkiaSharp;

namespace Connector.Pictures;

/// <summary>Draws a picture anew as it is to be seen: turned by EXIF, in sRGB with 8 bits, in another size and format. Nothing else of the file is taken over.</summary>
internal static class Redrawing
{
    private static readonly SKSamplingOptions Smaller = new(SKFilterMode.Linear, SKMipmapMode.Linear);

    private static readonly SKSamplingOptions Larger = new(SKCubicResampler.Mitchell);

    /// <summary>The size that a picture gets.</summary>
    public static SKSizeI SizeOf(ImageHeader picture, int width, int height, Placement placement)
    {
        if (placement != Placement.Inside)
        {
            return new SKSizeI(width, height);
        }

        var scale = Math.Min(1, Math.Min((double)width / picture.SeenWidth, (double)height / picture.SeenHeight));
        return new SKSizeI(Math.Max(1, (int)Math.Round(picture.SeenWidth * scale)), Math.Max(1, (int)Math.Round(picture.SeenHeight * scale)));
    }

    /// <summary>The new file; null when the picture is broken, cut or too large.</summary>
    /// <param name="file">The picture.</param>
    /// <param name="width">The width wanted.</param>
    /// <param name="height">The height wanted.</param>
    /// <param name="placement">How it is placed in there.</param>
    /// <param name="format">The format wanted.</param>
    /// <param name="mostPixels">The most pixels that may be decoded.</param>
    public static byte[]? Draw(ImageFile file, int width, int height, Placement placement, ImageFormat format, long mostPixels)
    {
        var (seenWidth, seenHeight) = (file.Header.SeenWidth, file.Header.SeenHeight);
        var size = SizeOf(file.Header, width, height, placement);
        var (across, down) = ((double)size.Width / seenWidth, (double)size.Height / seenHeight);
        (across, down) = placement switch
        {
            Placement.Covering => (Math.Max(across, down), Math.Max(across, down)),
            Placement.Framed => (Math.Min(across, down), Math.Min(across, down)),
            _ => (across, down),
        };
        var (drawnWidth, drawnHeight) = (seenWidth * across, seenHeight * down);
        var (leastWidth, leastHeight) = ((int)Math.Ceiling(drawnWidth), (int)Math.Ceiling(drawnHeight));
        using var bitmap = file.Header.IsOnItsSide
            ? file.Decode(leastHeight, leastWidth, mostPixels)
            : file.Decode(leastWidth, leastHeight, mostPixels);
        if (bitmap is null)
        {
            return null;
        }

        var (turnedWidth, turnedHeight) = file.Header.IsOnItsSide ? (bitmap.Height, bitmap.Width) : (bitmap.Width, bitmap.Height);
        var scale = SKMatrix.CreateScale((float)(drawnWidth / turnedWidth), (float)(drawnHeight / turnedHeight));
        var move = SKMatrix.CreateTranslation((float)((size.Width - drawnWidth) / 2), (float)((size.Height - drawnHeight) / 2));
        using var colours = SKColorSpace.CreateSrgb();
        var keepsAlpha = file.Header.HasAlpha && format != ImageFormat.Jpeg;
        using var surface = SKSurface.Create(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, keepsAlpha ? SKAlphaType.Premul : SKAlphaType.Opaque, colours));
        using var image = SKImage.FromBitmap(bitmap);
        surface.Canvas.Clear(keepsAlpha ? SKColors.Transparent : file.Header.HasAlpha ? SKColors.White : SKColors.Black);
        surface.Canvas.SetMatrix(SKMatrix.Concat(move, SKMatrix.Concat(scale, file.Turn(bitmap.Width, bitmap.Height))));
        surface.Canvas.DrawImage(image, 0, 0, across > 1 || down > 1 ? Larger : Smaller);
        using var pixels = surface.PeekPixels();
        using var encoded = format switch
        {
            ImageFormat.Jpeg => pixels.Encode(new SKJpegEncoderOptions(90)),
            ImageFormat.Webp => pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, quality: 82)),
            _ => pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, zLibLevel: 6)),
        };
        return encoded?.ToArray();
    }
}
