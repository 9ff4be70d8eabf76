using SkiaSharp;

namespace Connector.Pictures;

/// <summary>An image file of one of the three formats, of which no more than the header has been read.</summary>
internal sealed class ImageFile : IDisposable
{
    /// <summary>What is decoded at most, about 38 MB.</summary>
    public const long MostPixels = 9_437_184;

    /// <summary>What is decoded smaller than it is, where the format can do that: a photo of any telephone.</summary>
    private const long MostReducedPixels = 4 * MostPixels;

    private readonly SKData _bytes;
    private readonly SKCodec _codec;
    private readonly SKEncodedOrigin _origin;

    private ImageFile(SKData bytes, SKCodec codec, ImageFormat format)
    {
        (_bytes, _codec) = (bytes, codec);
        _origin = format == ImageFormat.Png ? PngOrientation.Of(bytes.AsSpan()) : codec.EncodedOrigin;
        Header = new ImageHeader(format, codec.Info.Width, codec.Info.Height, codec.Info.AlphaType != SKAlphaType.Opaque)
        {
            IsOnItsSide = Orientation.IsOnItsSide(_origin),
        };
    }

    public ImageHeader Header { get; }

    /// <summary>Whether the picture is small enough to be decoded, or can be reduced while it is.</summary>
    public bool IsWithinReach => DecodedSize() is not null;

    /// <summary>The file, or null when it is no image of the three formats or its header is broken.</summary>
    public static ImageFile? Open(ReadOnlySpan<byte> file)
    {
        var bytes = SKData.CreateCopy(file);
        var codec = SKCodec.Create(bytes);
        if (codec is { Info: { Width: > 0, Height: > 0 } } && FormatOf(codec.EncodedFormat) is { } format)
        {
            return new ImageFile(bytes, codec, format);
        }

        codec?.Dispose();
        bytes.Dispose();
        return null;
    }

    /// <summary>
    /// The picture as it is to be seen, in sRGB, of an animation the first; null when the file is broken, cut, or holds too many pixels.
    /// </summary>
    public Pixels? Decode()
    {
        if (DecodedSize() is not { } size || !IsWhole())
        {
            return null;
        }

        using var colours = SKColorSpace.CreateSrgb();
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, colours);
        var rgba = new byte[info.BytesSize];

        // What a cut file still has is refused too: an upstream that reads it whole would refuse it.
        return _codec.GetPixels(info, rgba) == SKCodecResult.Success ? new Pixels(size.Width, size.Height, rgba, _origin) : null;
    }

    /// <summary>
    /// The pixels as they are stored, in sRGB, no smaller than wanted where the format can be decoded smaller than it is; null when the
    /// file is broken or cut, or would hold more pixels than are allowed.
    /// </summary>
    /// <param name="leastWidth">How wide the stored picture is wanted at least, if it is as wide.</param>
    /// <param name="leastHeight">How high.</param>
    /// <param name="mostPixels">The most pixels that may be decoded.</param>
    public SKBitmap? Decode(int leastWidth, int leastHeight, long mostPixels)
    {
        var size = DecodedSizes().LastOrDefault(one => one.Width >= leastWidth && one.Height >= leastHeight, _codec.Info.Size);
        if ((long)size.Width * size.Height > mostPixels || !IsWhole())
        {
            return null;
        }

        using var colours = SKColorSpace.CreateSrgb();
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, Header.HasAlpha ? SKAlphaType.Premul : SKAlphaType.Opaque, colours);
        var bitmap = new SKBitmap(info);
        if (_codec.GetPixels(info, bitmap.GetPixels()) == SKCodecResult.Success)
        {
            bitmap.SetImmutable();
            return bitmap;
        }

        bitmap.Dispose();
        return null;
    }

    /// <summary>How the stored picture becomes the one that is seen.</summary>
    /// <param name="width">How wide it is decoded.</param>
    /// <param name="height">How high.</param>
    public SKMatrix Turn(int width, int height) => Orientation.MatrixOf(_origin, width, height);

    public void Dispose()
    {
        _codec.Dispose();
        _bytes.Dispose();
    }

    private static ImageFormat? FormatOf(SKEncodedImageFormat format) => format switch
    {
        SKEncodedImageFormat.Png => ImageFormat.Png,
        SKEncodedImageFormat.Jpeg => ImageFormat.Jpeg,
        SKEncodedImageFormat.Webp => ImageFormat.Webp,
        _ => null,
    };

    /// <summary>Of a progressive JPEG that is cut, Skia takes the scans that are there for the whole; but no end follows them.</summary>
    private bool IsWhole() => Header.Format != ImageFormat.Jpeg || JpegEnd.IsIn(_bytes.AsSpan());

    /// <summary>The file's own size, or the largest share in eighths that is small enough; a PNG is decoded whole or not at all.</summary>
    private SKSizeI? DecodedSize()
    {
        return Header.Pixels > MostReducedPixels
            ? null
            : DecodedSizes().Select(size => (SKSizeI?)size).FirstOrDefault(size => (long)size!.Value.Width * size.Value.Height <= MostPixels);
    }

    /// <summary>The sizes that the file can be decoded in, from its own down, in eighths.</summary>
    private IEnumerable<SKSizeI> DecodedSizes()
    {
        const int Whole = 8;
        for (var eighths = Whole; eighths > 0; eighths--)
        {
            yield return _codec.GetScaledDimensions(eighths / (float)Whole);
        }
    }
}
