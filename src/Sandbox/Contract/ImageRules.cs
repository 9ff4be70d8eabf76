using System.Globalization;
using System.Text.Json;
using Connector.Pictures;

namespace Connector.Sandbox.Contract;

/// <summary>What <c>x-image-rules</c> of a document demand of an image: its format, sides, pixels and shape.</summary>
internal static class ImageRules
{
    public static IEnumerable<SchemaProblem> Check(string name, ImageHeader? image, JsonElement rules)
    {
        var formats = rules.GetProperty("formats").EnumerateArray().Select(format => format.GetString() ?? "").ToList();
        if (image is null || !formats.Contains(image.FormatName, StringComparer.Ordinal))
        {
            return [new SchemaProblem(name, "formats", $"invalid image - must be one of {string.Join(", ", formats)}")];
        }

        return Dimensions(image, rules)
            .Select(problem => new SchemaProblem(name, problem.Keyword, $"unsupported dimensions - {problem.Demand}"));
    }

    private static IEnumerable<(string Keyword, string Demand)> Dimensions(ImageHeader image, JsonElement rules)
    {
        var (shorter, longer) = (Math.Min(image.Width, image.Height), Math.Max(image.Width, image.Height));
        if (Number(rules, "minSide") is { } minSide && shorter < minSide)
        {
            yield return ("minSide", $"each side must be at least {Grouped(minSide)} pixels, received {image.Size}");
        }

        if (Number(rules, "maxSide") is { } maxSide && longer > maxSide)
        {
            yield return ("maxSide", $"each side must be at most {Grouped(maxSide)} pixels, received {image.Size}");
        }

        if (Number(rules, "minPixels") is { } minPixels && image.Pixels < minPixels)
        {
            yield return ("minPixels", $"must be at least {Grouped(minPixels)} pixels, received {Grouped(image.Pixels)} pixels");
        }

        if (Number(rules, "maxPixels") is { } maxPixels && image.Pixels > maxPixels)
        {
            yield return ("maxPixels", $"must be at most {Grouped(maxPixels)} pixels, received {Grouped(image.Pixels)} pixels");
        }

        if (Aspect(rules, "minAspect") is { } narrowest && image.Width * narrowest.High < image.Height * narrowest.Wide)
        {
            yield return ("minAspect", $"the aspect ratio must be at least {narrowest.Text}, received {image.Size}");
        }

        if (Aspect(rules, "maxAspect") is { } widest && image.Width * widest.High > image.Height * widest.Wide)
        {
            yield return ("maxAspect", $"the aspect ratio must be at most {widest.Text}, received {image.Size}");
        }
    }

    private static long? Number(JsonElement rules, string keyword) => rules.TryGetProperty(keyword, out var number) ? number.GetInt64() : null;

    /// <summary>For example <c>1:2.5</c>, width to height.</summary>
    private static (string Text, decimal Wide, decimal High)? Aspect(JsonElement rules, string keyword)
    {
        if (!rules.TryGetProperty(keyword, out var aspect))
        {
            return null;
        }

        var text = aspect.GetString() ?? "";
        var parts = text.Split(':');
        return (text, decimal.Parse(parts[0], CultureInfo.InvariantCulture), decimal.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static string Grouped(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
