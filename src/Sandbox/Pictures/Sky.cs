namespace Connector.Sandbox.Pictures;

/// <summary>A gradient from the zenith to the horizon, stars at night, the sun or the moon, clouds.</summary>
internal sealed class Sky : ILayer
{
    private readonly Palette _palette;
    private readonly float _horizon;
    private readonly float _sunRadius;
    private readonly float _cover;
    private readonly uint _starSeed;
    private readonly Noise _clouds;
    private readonly float[] _cloudRow;

    public Sky(Palette palette, float horizon, int width, int height, Chance chance)
    {
        var unit = Math.Min(width, height);
        _palette = palette;
        _horizon = horizon;
        _sunRadius = unit * chance.Between(0.035f, 0.07f);
        _cover = chance.Between(0.50f, 0.62f);
        _starSeed = chance.NextSeed();
        _clouds = new Noise(chance.NextSeed(), unit * 0.55f, unit * 0.13f, octaves: 5);
        _cloudRow = new float[width];
        SunX = width * chance.Between(0.2f, 0.8f);
        SunY = horizon * (palette.IsNight ? chance.Between(0.2f, 0.5f) : chance.Between(0.25f, 0.8f));
    }

    public float SunX { get; }

    public float SunY { get; }

    public void DrawRow(int y, Span<Rgb> row)
    {
        var height = Math.Min(1, y / _horizon);
        row.Fill(height < 0.6f
            ? _palette.SkyTop.Towards(_palette.SkyMiddle, height / 0.6f)
            : _palette.SkyMiddle.Towards(_palette.SkyLow, Noise.Smooth(0.5f, 1, height) - (Noise.Smooth(0.5f, 1, 0.6f) * (1 - height) / 0.4f)));
        if (y >= _horizon)
        {
            return;
        }

        if (_palette.IsNight)
        {
            DrawStars(y, row, 1 - height);
        }

        Brush.Glow(row, y, SunX, SunY, _sunRadius * 9, _palette.Sun, 0.55f);
        Brush.Disc(row, y, SunX, SunY, _sunRadius, _palette.Sun);
        DrawClouds(y, row, height);
    }

    private void DrawStars(int y, Span<Rgb> row, float strength)
    {
        for (var x = 0; x < row.Length; x++)
        {
            var chance = Noise.At(_starSeed, x, y);
            if (chance > 0.9988f)
            {
                row[x] = row[x].Towards(_palette.Sun, strength * (chance - 0.9986f) / 0.0014f);
            }
        }
    }

    private void DrawClouds(int y, Span<Rgb> row, float height)
    {
        _clouds.Row(y, _cloudRow);
        var thickness = 0.75f * (1 - (height * height));
        for (var x = 0; x < row.Length; x++)
        {
            if (_cloudRow[x] > _cover)
            {
                row[x] = row[x].Towards(_palette.Cloud, thickness * Noise.Smooth(_cover, _cover + 0.22f, _cloudRow[x]));
            }
        }
    }
}
