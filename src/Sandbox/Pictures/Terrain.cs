namespace Connector.Sandbox.Pictures;

/// <summary>The edges of ridges: one height for every column.</summary>
internal static class Terrain
{
    /// <summary>Rolling hills around a height.</summary>
    public static float[] Hills(int width, float baseline, float swing, float cell, uint seed)
    {
        var edge = new float[width];
        new Noise(seed, cell, 1, octaves: 5).Row(0, edge);
        for (var x = 0; x < width; x++)
        {
            edge[x] = baseline - (swing * (edge[x] - 0.5f) * 2);
        }

        return edge;
    }

    /// <summary>Peaks: the noise is folded, so that its middle becomes sharp.</summary>
    public static float[] Peaks(int width, float baseline, float swing, float cell, uint seed)
    {
        var edge = new float[width];
        new Noise(seed, cell, 1, octaves: 6).Row(0, edge);
        for (var x = 0; x < width; x++)
        {
            var peak = 1 - (Math.Abs(edge[x] - 0.5f) * 3.2f);
            edge[x] = baseline - (swing * peak);
        }

        return edge;
    }

    /// <summary>A cape: land that rises towards one side and falls to the sea on the other.</summary>
    public static float[] Cape(int width, float low, float high, bool onTheRight, float roughness, uint seed)
    {
        var edge = Hills(width, 0, roughness, width * 0.2f, seed);
        for (var x = 0; x < width; x++)
        {
            var inland = onTheRight ? x / (float)width : 1 - (x / (float)width);
            edge[x] += low + ((high - low) * ((0.75f * Noise.Smooth(0.48f, 0.68f, inland)) + (0.25f * inland)));
        }

        return edge;
    }

    /// <summary>The outline of an edge with firs on it, one beside the other where the noise is high enough.</summary>
    public static float[] Plant(float[] edge, float tallest, Chance chance)
    {
        var outline = (float[])edge.Clone();
        var density = new float[edge.Length];
        new Noise(chance.NextSeed(), edge.Length * 0.15f, 1, octaves: 2).Row(0, density);
        for (var x = 0f; x < edge.Length; x += Math.Max(1, tallest * chance.Between(0.1f, 0.3f)))
        {
            if (density[(int)x] > 0.4f)
            {
                AddFir(outline, edge[(int)x], x, tallest * chance.Between(0.4f, 1));
            }
        }

        return outline;
    }

    /// <summary>A fir is a triangle with three rows of branches.</summary>
    private static void AddFir(float[] edge, float ground, float centre, float tall)
    {
        var half = tall * 0.2f;
        var last = Math.Min(edge.Length - 1, (int)(centre + half));
        for (var x = Math.Max(0, (int)(centre - half)); x <= last; x++)
        {
            var rise = 1 - (Math.Abs(x + 0.5f - centre) / half);
            var branches = rise + (0.12f * ((rise * 3) - MathF.Floor(rise * 3)));
            if (branches > 0)
            {
                edge[x] = Math.Min(edge[x], ground - (tall * Math.Min(1, branches)));
            }
        }
    }
}
