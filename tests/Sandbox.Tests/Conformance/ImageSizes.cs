using System.Text.Json;

namespace Connector.Sandbox.Tests.Conformance;

/// <summary>The sizes on both sides of every limit in <c>x-image-rules</c>.</summary>
internal static class ImageSizes
{
    public static IEnumerable<(int Width, int Height)> Accepted(JsonElement rules)
    {
        var side = Number(rules, "minSide", 1);
        var least = Math.Max(side, (int)Math.Ceiling(Math.Sqrt(Number(rules, "minPixels", 1))));
        yield return (least, least);
        if (rules.TryGetProperty("maxAspect", out _))
        {
            // Aspects are 1:2.5 to 2.5:1 wherever there are any.
            yield return (200, 500);
            yield return (500, 200);
        }

        if (rules.TryGetProperty("maxPixels", out var most))
        {
            var root = Math.Min((int)Math.Sqrt(most.GetInt32()), Number(rules, "maxSide", int.MaxValue));
            yield return (root, root);
        }

        if (rules.TryGetProperty("maxSide", out var longest) && !rules.TryGetProperty("maxAspect", out _))
        {
            var other = Math.Min(1 + (Number(rules, "minPixels", 1) / longest.GetInt32()) + side, longest.GetInt32());
            yield return (longest.GetInt32(), other);
        }
    }

    public static IEnumerable<(int Width, int Height)> Refused(JsonElement rules)
    {
        if (rules.TryGetProperty("minSide", out var shortest))
        {
            yield return (shortest.GetInt32() - 1, 100);
            yield return (100, shortest.GetInt32() - 1);
        }

        if (rules.TryGetProperty("maxSide", out var longest))
        {
            yield return (longest.GetInt32() + 1, 512);
            yield return (512, longest.GetInt32() + 1);
        }

        if (rules.TryGetProperty("maxPixels", out var most))
        {
            var root = (int)Math.Sqrt(most.GetInt32()) + 1;
            yield return (root, root);
        }

        if (rules.TryGetProperty("maxAspect", out _))
        {
            yield return (200, 501);
            yield return (501, 200);
        }
    }

    /// <summary>A number of the rules, or what stands for none.</summary>
    private static int Number(JsonElement rules, string keyword, int none) =>
        rules.TryGetProperty(keyword, out var number) ? number.GetInt32() : none;
}
