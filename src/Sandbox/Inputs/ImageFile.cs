using SkiaSharp;

namespace Connector.Sandbox.Inputs;

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
        const int Whole = 8;
        if (Header.Pixels > MostReducedPixels)
        {
            return null;
        }

        for (var eighths = Whole; eighths > 0; eighths--)
        {
            var size = _codec.GetScaledDimensions(eighths / (float)Whole);
            if ((long)size.Width * size.Height <= MostPixels)
            {
                return size;
            }
        }

        return null;
    }
}
