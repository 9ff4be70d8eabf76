namespace Connector.Declaration;

/// <summary>The size that a picture gets to be taken.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
internal sealed record FittedSize(int Width, int Height)
{
    /// <summary>By how much proportions may be off where only certain sizes are taken: the sides are rounded, not cut.</summary>
    private const double Tolerance = 0.06;

    /// <summary>The size of a picture under limits; null when its proportions are not taken as they are, or no size is.</summary>
    /// <param name="width">How wide it is seen.</param>
    /// <param name="height">How high.</param>
    /// <param name="limits">The limits; null for none.</param>
    /// <param name="mayChangeProportions">Whether it may be cut, or have bars.</param>
    /// <param name="isCut">Whether it is then cut.</param>
    public static FittedSize? Of(int width, int height, ImageLimits? limits, bool mayChangeProportions, bool isCut)
    {
        if (limits is null)
        {
            return new FittedSize(width, height);
        }

        double across = width, down = height;
        if (limits.MaxAspect is { } aspect && Math.Max(across, down) > Math.Min(across, down) * aspect)
        {
            if (!mayChangeProportions)
            {
                return null;
            }

            // Either the long side loses or the short one gains.
            (across, down) = across > down
                ? isCut ? (down * aspect, down) : (across, across / aspect)
                : isCut ? (across, across * aspect) : (down / aspect, down);
        }

        var largest = Math.Min((limits.MaxSide ?? int.MaxValue) / Math.Max(across, down), Math.Sqrt((limits.MaxPixels ?? long.MaxValue) / (across * down)));
        var smallest = Math.Max((limits.MinSide ?? 1) / Math.Min(across, down), Math.Sqrt((limits.MinPixels ?? 1) / (across * down)));
        if (smallest > largest)
        {
            return null;
        }

        // Rounded so that no limit is broken again: the longer side down, the shorter one so that the proportions keep within theirs.
        var scale = Math.Clamp(1, smallest, largest);
        var (longer, shorter) = (Math.Max(across, down) * scale, Math.Min(across, down) * scale);
        var (most, least) = scale > 1
            ? ((int)Math.Ceiling(longer), (int)Math.Ceiling(shorter))
            : ((int)Math.Floor(longer + Rounding), (int)Math.Floor(shorter + Rounding));
        if (limits.MaxAspect is { } proportions)
        {
            most = Math.Min(most, (int)Math.Floor(least * proportions));
        }

        return across >= down ? new FittedSize(most, least) : new FittedSize(least, most);
    }

    /// <summary>The one of certain sizes that comes nearest to a picture's proportions; null when it would be distorted and may not be cut or have bars.</summary>
    /// <param name="width">How wide it is seen.</param>
    /// <param name="height">How high.</param>
    /// <param name="sizes">The sizes.</param>
    /// <param name="mayChangeProportions">Whether it may be cut, or have bars.</param>
    public static FittedSize? Nearest(int width, int height, IReadOnlyList<(int Width, int Height)> sizes, bool mayChangeProportions)
    {
        var aspect = Math.Log((double)width / height);
        var (wide, high) = sizes.MinBy(size => Math.Abs(Math.Log((double)size.Width / size.Height) - aspect));
        return mayChangeProportions || Math.Abs(Math.Log((double)wide / high) - aspect) <= Tolerance ? new FittedSize(wide, high) : null;
    }

    /// <summary>What doubles lose must not cost a pixel.</summary>
    private const double Rounding = 1e-6;
}
