namespace Connector.Sandbox.Pictures;

/// <summary>The sea from the horizon down: ripples that grow with nearness, and the glitter below the sun.</summary>
internal sealed class Water(Palette palette, float horizon, float sunX, int width, int height, Chance chance) : ILayer
{
    private readonly Noise _ripples = new(chance.NextSeed(), width * 0.16f, 1, octaves: 4);
    private readonly float[] _ripple = new float[width];

    public bool Covers(int y) => y >= horizon;

    public void DrawRow(int y, Span<Rgb> row)
    {
        if (y < horizon)
        {
            return;
        }

        var depth = (y - horizon) / (height - horizon);
        // Seen at a flat angle, waves far away are low: the square root spreads the near ones.
        _ripples.Row(MathF.Sqrt(depth) * 60, _ripple);
        var water = palette.WaterFar.Towards(palette.WaterNear, Noise.Smooth(0, 0.8f, depth));
        var reach = width * (0.05f + (0.16f * depth));
        for (var x = 0; x < row.Length; x++)
        {
            var shade = water.Times(0.86f + (0.28f * _ripple[x]));
            var glitter = 1 - (Math.Abs(x - sunX) / reach);
            row[x] = glitter > 0
                ? shade.Towards(palette.Sun, glitter * 0.9f * Noise.Smooth(0.45f, 0.75f, _ripple[x]))
                : shade;
        }
    }
}
