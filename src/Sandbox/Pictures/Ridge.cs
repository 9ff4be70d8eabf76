namespace Connector.Sandbox.Pictures;

/// <summary>Land below an edge: its colour changes from the edge to the foot, with a little texture.</summary>
internal sealed class Ridge(float[] edge, Rgb top, Rgb foot, float depth, float grain, uint seed) : ILayer
{
    private readonly float[] _edge = edge;
    private readonly Noise _grain = new(seed, grain * 3, grain, octaves: 4);
    private readonly float[] _texture = new float[edge.Length];
    private readonly float _highest = edge.Min();
    private readonly float _lowest = edge.Max();

    /// <summary>Where the drawing begins: the edge, unless something such as trees stands on it.</summary>
    public float[] Outline
    {
        get;
        init
        {
            field = value;
            (_highest, _lowest) = (value.Min(), value.Max());
        }
    } = edge;

    /// <summary>Above it lies snow.</summary>
    public float? SnowLine { get; init; }

    public Rgb Snow { get; init; }

    /// <summary>Where the land begins at a place; smaller is higher.</summary>
    public float EdgeAt(float x) => _edge[Math.Clamp((int)x, 0, _edge.Length - 1)];

    public bool Covers(int y) => y >= _lowest;

    public void DrawRow(int y, Span<Rgb> row)
    {
        if (y + 1 < _highest)
        {
            return;
        }

        _grain.Row(y, _texture);
        for (var x = 0; x < row.Length; x++)
        {
            var inside = y + 1 - Outline[x];
            if (inside > 0)
            {
                row[x] = inside < 1 ? row[x].Towards(Land(y, x), inside) : Land(y, x);
            }
        }
    }

    private Rgb Land(int y, int x)
    {
        var land = top.Towards(foot, Math.Clamp((y + 1 - _edge[x]) / depth, 0, 1)).Times(0.84f + (0.32f * _texture[x]));
        if (SnowLine is not { } line)
        {
            return land;
        }

        var cover = Noise.Smooth(0, depth * 0.06f, line + ((_texture[x] - 0.5f) * depth * 0.5f) - y);
        return land.Towards(Snow.Times(0.9f + (0.1f * _texture[x])), cover * 0.9f);
    }
}
