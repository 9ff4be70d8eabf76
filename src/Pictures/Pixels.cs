using SkiaSharp;

namespace Connector.Pictures;

/// <summary>A decoded image: red, green, blue and alpha of each pixel, stored as in the file and seen as its origin says.</summary>
internal sealed class Pixels
{
    public const int Channels = 4;

    private readonly byte[] _rgba;
    private readonly Orientation _orientation;

    public Pixels(int storedWidth, int storedHeight, byte[] rgba, SKEncodedOrigin origin)
    {
        _rgba = rgba;
        _orientation = Orientation.Of(origin, storedWidth, storedHeight);
        (Width, Height) = Orientation.IsOnItsSide(origin) ? (storedHeight, storedWidth) : (storedWidth, storedHeight);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>The pixels of a file, or null when they cannot be had.</summary>
    public static Pixels? Decode(ReadOnlySpan<byte> file)
    {
        using var image = ImageFile.Open(file);
        return image?.Decode();
    }

    /// <summary>The colour at a place between 0 and 1, blended from the four pixels around it.</summary>
    public void Sample(float across, float down, Span<float> colour)
    {
        var x = Math.Clamp((across * Width) - 0.5f, 0, Width - 1);
        var y = Math.Clamp((down * Height) - 0.5f, 0, Height - 1);
        var (left, top) = ((int)x, (int)y);
        var (right, bottom) = (Math.Min(left + 1, Width - 1), Math.Min(top + 1, Height - 1));
        var (byX, byY) = (x - left, y - top);
        var (leftTop, rightTop) = (At(left, top), At(right, top));
        var (leftBottom, rightBottom) = (At(left, bottom), At(right, bottom));
        for (var channel = 0; channel < Channels; channel++)
        {
            var above = Between(_rgba[leftTop + channel], _rgba[rightTop + channel], byX);
            var below = Between(_rgba[leftBottom + channel], _rgba[rightBottom + channel], byX);
            colour[channel] = Between(above, below, byY);
        }
    }

    private static float Between(float from, float to, float share) => from + ((to - from) * share);

    /// <summary>Where a pixel that is seen at a place is stored.</summary>
    private int At(int x, int y) => Channels * (_orientation.Start + (x * _orientation.Across) + (y * _orientation.Down));
}
