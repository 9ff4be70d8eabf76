using Connector.Pictures;
using SkiaSharp;

namespace Connector.Sandbox.Pictures;

/// <summary>Draws a picture row by row into memory and encodes it: the same picture makes the same bytes.</summary>
/// <param name="rowsAlike">How many rows are like the first of them, which alone is drawn: drawing takes longer than all else.</param>
internal sealed class PictureEncoder(int rowsAlike)
{
    /// <summary>The filter that makes these pictures smallest, and the least effort: the next one takes a third longer and saves a twentieth.</summary>
    private static SKPngEncoderOptions Png => new(SKPngEncoderFilterFlags.Sub, zLibLevel: 1);

    /// <summary>Of rows that are like the one above nothing is left.</summary>
    private static SKPngEncoderOptions CoarsePng => new(SKPngEncoderFilterFlags.Up, zLibLevel: 1);

    /// <summary>A picture that has alpha keeps its colours and loses it.</summary>
    private static SKJpegEncoderOptions Jpeg => new(90, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore);

    /// <summary>Without loss, which takes no longer than with it, and leaves the next step what this one has made.</summary>
    private static SKWebpEncoderOptions Webp => new(SKWebpEncoderCompression.Lossless, quality: 0);

    public byte[] Encode(IPicture picture, ImageFormat format, CancellationToken cancellationToken)
    {
        using var bitmap = new SKBitmap(picture.HasAlpha
            ? new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul)
            : new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgb888x, SKAlphaType.Opaque));
        Draw(picture, bitmap.GetPixelSpan(), bitmap.RowBytes, cancellationToken);
        using var pixels = bitmap.PeekPixels();
        using var file = format switch
        {
            ImageFormat.Jpeg => pixels.Encode(Jpeg),
            ImageFormat.Webp => pixels.Encode(Webp),
            _ => pixels.Encode(rowsAlike > 1 ? CoarsePng : Png),
        };
        return file?.ToArray() ?? throw new InvalidOperationException($"A picture of {picture.Width}x{picture.Height} could not be encoded.");
    }

    private void Draw(IPicture picture, Span<byte> pixels, int rowBytes, CancellationToken cancellationToken)
    {
        for (var y = 0; y < picture.Height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = pixels.Slice(y * rowBytes, IPicture.Channels * picture.Width);
            if (y % rowsAlike == 0)
            {
                picture.DrawRow(y, row);
            }
            else
            {
                pixels.Slice((y - 1) * rowBytes, row.Length).CopyTo(row);
            }
        }
    }
}
