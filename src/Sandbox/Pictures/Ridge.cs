namespace Connector.Sandbox.Pictures;

/// <summary>Land below an edge: lighter at the edge than at its foot, with a little texture, with snow above a line.</summary>
internal sealed class Ridge : ILayer
{
    private readonly float[] _edge;
    private readonly float[] _texture;
    private readonly Rgb _top;
    private readonly Rgb _foot;
    private readonly float _depth;
    private readonly float _highest;
    private readonly float? _snowLine;
    private readonly Noise _grain;

    public Ridge(float[] edge, Rgb top, Rgb foot, float depth, float grain, uint seed, float? snowLine = null)
    {
        _edge = edge;
        _texture = new float[edge.Length];
        _top = top;
        _foot = foot;
        _depth = depth;
        _highest = edge.Min();
        _snowLine = snowLine;
        _grain = new Noise(seed, grain * 3, grain, octaves: 4);
    }

    /// <summary>Where the land begins at a place; smaller is higher.</summary>
    public float EdgeAt(float x) => _edge[Math.Clamp((int)x, 0, _edge.Length - 1)];

    public void DrawRow(int y, Span<Rgb> row)
    {
        if (y + 1 < _highest)
        {
            return;
        }

        _grain.Row(y, _texture);
        for (var x = 0; x < row.Length; x++)
        {
            var below = y + 1 - _edge[x];
            if (below <= 0)
            {
                continue;
            }

            var land = _top.Towards(_foot, Math.Min(1, below / _depth)).Times(0.84f + (0.32f * _texture[x]));
            if (_snowLine is { } line)
            {
                var snow = Noise.Smooth(0, _depth * 0.06f, line + ((_texture[x] - 0.5f) * _depth * 0.5f) - y);
                land = land.Towards(new Rgb(244, 247, 252).Times(0.9f + (0.1f * _texture[x])), snow * 0.9f);
            }

            row[x] = row[x].Towards(land, Math.Min(1, below));
        }
    }
}
