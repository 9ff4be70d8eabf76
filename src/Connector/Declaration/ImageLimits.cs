using System.Globalization;
using Connector.Images;

namespace Connector.Declaration;

/// <summary>What upstream demands of an image's size in pixels.</summary>
public sealed record ImageLimits
{
    /// <summary>The shortest side allowed.</summary>
    public int? MinSide { get; init; }

    /// <summary>The longest side allowed.</summary>
    public int? MaxSide { get; init; }

    /// <summary>The fewest pixels in all.</summary>
    public long? MinPixels { get; init; }

    /// <summary>The most pixels in all.</summary>
    public long? MaxPixels { get; init; }

    /// <summary>How many times longer the long side may be than the short one, either way round.</summary>
    public double? MaxAspect { get; init; }

    /// <summary>The limits in words.</summary>
    public string Describe()
    {
        var words = new List<string>();
        Add("Sides of", MinSide, MaxSide, "pixels");
        Add("Together", MinPixels, MaxPixels, "pixels");
        if (MaxAspect is { } aspect)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"Proportions of 1:{aspect} to {aspect}:1."));
        }

        return string.Join(' ', words);

        void Add(string subject, long? min, long? max, string unit)
        {
            if (min is not null || max is not null)
            {
                words.Add(string.Create(CultureInfo.InvariantCulture, $"{subject} {NumberLimits.Range(min, max)} {unit}."));
            }
        }
    }

    /// <summary>Everything that is wrong with an image's size; empty when nothing is.</summary>
    /// <param name="image">The image.</param>
    internal IEnumerable<string> Refuse(ImageHeader image)
    {
        var (shorter, longer) = (Math.Min(image.Width, image.Height), Math.Max(image.Width, image.Height));
        var pixels = (long)image.Width * image.Height;
        if (shorter < MinSide || longer > MaxSide)
        {
            yield return $"each side must be {NumberLimits.Range(MinSide, MaxSide)} pixels";
        }

        if (pixels < MinPixels || pixels > MaxPixels)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"it must have {NumberLimits.Range(MinPixels, MaxPixels)} pixels in all, and has {pixels}");
        }

        if (longer > shorter * MaxAspect)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"its proportions must be 1:{MaxAspect} to {MaxAspect}:1");
        }
    }
}
