namespace Connector.Sandbox.Pictures;

/// <summary>A broad tree: a trunk and a crown of overlapping balls of leaves, lit from above.</summary>
internal sealed class Tree : ILayer
{
    private readonly float _centre;
    private readonly float _ground;
    private readonly float _tall;
    private readonly Rgb _trunk;
    private readonly (float X, float Y, float Radius, Rgb Leaves)[] _balls;

    public Tree(float centre, float ground, float tall, Rgb leaves, Chance chance)
    {
        _centre = centre;
        _ground = ground;
        _tall = tall;
        _trunk = Rgb.Of(0x4A3526).Towards(leaves, 0.3f);
        _balls = Enumerable.Range(0, 26)
            .Select(_ => (X: chance.Between(-0.3f, 0.3f), Up: chance.Between(0.45f, 0.9f)))
            .Select(ball => (
                centre + (tall * ball.X),
                ground - (tall * ball.Up),
                tall * (0.2f - (0.3f * Math.Abs(ball.X)) + (0.05f * ball.Up)),
                leaves.Times(0.75f + (0.75f * (ball.Up - 0.45f)))))
            .OrderByDescending(ball => ball.Item2)
            .ToArray();
    }

    public void DrawRow(int y, Span<Rgb> row)
    {
        var up = (_ground - y - 0.5f) / _tall;
        if (up is < -0.04f or > 1.2f)
        {
            return;
        }

        if (up < 0.6f)
        {
            var half = _tall * (0.035f + (0.03f * Math.Max(0, 0.12f - up)));
            Brush.Span(row, _centre - half, _centre + half, _trunk);
        }

        foreach (var (x, centreY, radius, leaves) in _balls)
        {
            Brush.Disc(row, y, x, centreY, radius, leaves);
        }
    }
}
