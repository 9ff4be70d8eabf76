namespace Connector.Sandbox.Pictures;

/// <summary>A city: blocks side by side with windows, some of them lit.</summary>
internal sealed class Skyline : ILayer
{
    private readonly float[] _roof;
    private readonly float _highest;
    private readonly int _pane;
    private readonly uint _seed;
    private readonly Rgb _wall;
    private readonly Rgb _window;
    private readonly float _lit;

    public Skyline(Palette palette, float ground, int width, int height, Chance chance)
    {
        _pane = Math.Max(3, Math.Min(width, height) / 110);
        _seed = chance.NextSeed();
        _wall = palette.Far.Towards(palette.Near, 0.5f);
        _window = palette.IsNight ? Rgb.Of(0xFFD98A) : palette.SkyLow.Towards(palette.Sun, 0.5f);
        _lit = palette.IsNight ? 0.45f : 0.3f;
        _roof = new float[width];
        for (var x = 0; x < width;)
        {
            var end = Math.Min(width, x + (_pane * (4 + chance.Below(7))));
            var middle = 1 - Math.Abs((x / (float)width * 2) - 1);
            var roof = ground - (height * chance.Between(0.05f, 0.14f + (0.28f * middle)));
            _roof.AsSpan(x, end - x).Fill(MathF.Floor(roof));
            x = end;
        }

        _highest = _roof.Min();
    }

    public void DrawRow(int y, Span<Rgb> row)
    {
        if (y < _highest)
        {
            return;
        }

        for (var x = 0; x < row.Length; x++)
        {
            if (y >= _roof[x])
            {
                // Each block has its own tone, taken from its roof.
                var wall = _wall.Times(0.85f + (0.3f * Noise.At(_seed, (int)_roof[x], 0)));
                var isPane = x % _pane > _pane / 3 && (y - (int)_roof[x]) % (_pane * 2) > _pane / 2;
                var isLit = isPane && Noise.At(_seed, x / _pane, (y - (int)_roof[x]) / (_pane * 2)) < _lit;
                row[x] = isLit ? _window : isPane ? wall.Times(0.82f) : wall;
            }
        }
    }
}
