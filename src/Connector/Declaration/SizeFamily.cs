using System.Globalization;
using System.Text.RegularExpressions;

namespace Connector.Declaration;

/// <summary>Models that draw the same sizes, in numbers that whoever checks them reads alike.</summary>
/// <param name="Ids">What the ids of its models match.</param>
internal sealed record SizeFamily(Regex Ids)
{
    /// <summary>The side upstream takes for one that is left out; null when not known.</summary>
    public int? DefaultSide { get; init; }

    /// <summary>The only sizes, where they are few; empty where the limits below hold.</summary>
    public IReadOnlyList<(int Width, int Height)> Pairs { get; init; } = [];

    /// <summary>The shortest side.</summary>
    public int? MinSide { get; init; }

    /// <summary>The longest side.</summary>
    public int? MaxSide { get; init; }

    /// <summary>What only one of the two sides may be over.</summary>
    public int? MaxShorterSide { get; init; }

    /// <summary>The fewest pixels in all.</summary>
    public int? MinPixels { get; init; }

    /// <summary>The most pixels in all.</summary>
    public int? MaxPixels { get; init; }

    /// <summary>The sizes in words, completing "draws …".</summary>
    public string Sizes => string.Join("; ", Words());

    /// <summary>Whether a size is drawn.</summary>
    public bool Draws(long width, long height)
    {
        var (shorter, longer, pixels) = (Math.Min(width, height), Math.Max(width, height), width * height);
        return (Pairs.Count == 0 || Pairs.Contains(((int)width, (int)height)))
            && !(shorter < MinSide || longer > MaxSide || shorter > MaxShorterSide || pixels < MinPixels || pixels > MaxPixels);
    }

    /// <summary>What is wrong with a size, or null when nothing is.</summary>
    /// <param name="model">The model's id.</param>
    /// <param name="width">Pixels across; null when left out.</param>
    /// <param name="height">Pixels down; null when left out.</param>
    public string? Refuse(string model, long? width, long? height)
    {
        var (wide, high) = (width ?? DefaultSide, height ?? DefaultSide);
        if ((width ?? height) is null || wide is not { } across || high is not { } down || Draws(across, down))
        {
            return null;
        }

        var assumed = width is null ? " (upstream's width when it is left out)" : height is null ? " (upstream's height when it is left out)" : "";
        return $"{model} draws {Sizes} (width x height); received {across}x{down}{assumed}.";
    }

    private IEnumerable<string> Words()
    {
        if (Pairs.Count > 0)
        {
            yield return string.Join(", ", Pairs.Select(pair => $"{pair.Width}x{pair.Height}"));
        }

        if (MinSide is not null || MaxSide is not null)
        {
            yield return $"sides of {NumberLimits.Range(MinSide, MaxSide)}" + (MaxShorterSide is { } most ? $", only one of them over {most}" : "");
        }

        if (MinPixels is { } few && MaxPixels is { } many)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{few:N0} to {many:N0} pixels in all");
        }
    }
}
