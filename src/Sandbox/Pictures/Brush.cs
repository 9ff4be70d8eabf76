namespace Connector.Sandbox.Pictures;

/// <summary>Draws into a row with soft edges.</summary>
internal static class Brush
{
    /// <summary>Colours the row from one place to another; a pixel that is only partly inside is coloured partly.</summary>
    public static void Span(Span<Rgb> row, float from, float to, Rgb colour, float opacity = 1)
    {
        var last = Math.Min(row.Length - 1, (int)to);
        for (var x = Math.Max(0, (int)from); x <= last; x++)
        {
            var inside = Math.Min(x + 1, to) - Math.Max(x, from);
            if (inside > 0)
            {
                row[x] = row[x].Towards(colour, inside * opacity);
            }
        }
    }

    /// <summary>The row of a filled circle.</summary>
    public static void Disc(Span<Rgb> row, int y, float centreX, float centreY, float radius, Rgb colour)
    {
        var half = (radius * radius) - ((y + 0.5f - centreY) * (y + 0.5f - centreY));
        if (half > 0)
        {
            var width = MathF.Sqrt(half);
            Span(row, centreX - width, centreX + width, colour);
        }
    }

    /// <summary>Light around a point, fading to nothing at the radius.</summary>
    public static void Glow(Span<Rgb> row, int y, float centreX, float centreY, float radius, Rgb colour, float strength)
    {
        var dy = y + 0.5f - centreY;
        if (Math.Abs(dy) >= radius)
        {
            return;
        }

        var last = Math.Min(row.Length - 1, (int)(centreX + radius));
        for (var x = Math.Max(0, (int)(centreX - radius)); x <= last; x++)
        {
            var dx = x + 0.5f - centreX;
            var near = 1 - (MathF.Sqrt((dx * dx) + (dy * dy)) / radius);
            if (near > 0)
            {
                row[x] = row[x].Towards(colour, near * near * strength);
            }
        }
    }
}
