namespace Connector.Sandbox.Pictures;

/// <summary>A tapered tower with red and white bands, a gallery, a lantern and its light.</summary>
internal sealed class Lighthouse(float centre, float ground, float tall, bool isNight) : ILayer
{
    private static readonly Rgb White = Rgb.Of(0xF4F1EA);
    private static readonly Rgb Red = Rgb.Of(0xC23B32);
    private static readonly Rgb Iron = Rgb.Of(0x2B2F38);
    private static readonly Rgb Light = Rgb.Of(0xFFF0B0);

    public void DrawRow(int y, Span<Rgb> row)
    {
        var lantern = ground - (tall * 0.86f);
        Brush.Glow(row, y, centre, lantern, tall * (isNight ? 1.1f : 0.5f), Light, isNight ? 0.85f : 0.5f);
        var up = (ground - y - 0.5f) / tall;
        if (up < -0.03f || up > 1)
        {
            return;
        }

        switch (up)
        {
            case < 0.76f:
                Wall(row, tall * (0.13f - (0.065f * up)), (int)(Math.Max(0, up) / 0.1086f) % 2 == 0 ? White : Red);
                break;
            case < 0.79f:
                Wall(row, tall * 0.11f, Iron);
                break;
            case < 0.91f:
                Brush.Span(row, centre - (tall * 0.06f), centre + (tall * 0.06f), Light);
                Brush.Span(row, centre - (tall * 0.006f), centre + (tall * 0.006f), Iron);
                break;
            default:
                Wall(row, tall * 0.085f * MathF.Sqrt(Math.Max(0, (1 - up) / 0.09f)), Red);
                break;
        }
    }

    /// <summary>A round wall: darker away from the light on its left.</summary>
    private void Wall(Span<Rgb> row, float half, Rgb colour)
    {
        var shade = isNight ? 0.55f : 1;
        Brush.Span(row, centre - half, centre + half, colour.Times(shade * 0.72f));
        Brush.Span(row, centre - half, centre + (half * 0.45f), colour.Times(shade * 0.88f));
        Brush.Span(row, centre - half, centre - (half * 0.1f), colour.Times(shade));
    }
}
