namespace Connector.Sandbox.Pictures;

/// <summary>A cottage: a wall with a door and two lit windows, a gabled roof, a chimney.</summary>
internal sealed class House(float centre, float ground, float wide, bool isNight) : ILayer
{
    private readonly Rgb _wall = Rgb.Of(0xEADBC2).Times(isNight ? 0.5f : 1);
    private readonly Rgb _roof = Rgb.Of(0x9C4632).Times(isNight ? 0.5f : 1);
    private readonly Rgb _door = Rgb.Of(0x5C3A26).Times(isNight ? 0.6f : 1);
    private readonly Rgb _window = Rgb.Of(0xFFD77A);

    public void DrawRow(int y, Span<Rgb> row)
    {
        var up = (ground - y - 0.5f) / wide;
        if (up is > 0.5f and < 0.86f)
        {
            Block(row, 0.2f, 0.3f, _wall.Times(0.7f));
        }

        switch (up)
        {
            case < -0.05f:
                break;
            case < 0.42f:
                Block(row, -0.5f, 0.5f, _wall);
                if (up < 0.28f)
                {
                    Block(row, -0.07f, 0.07f, _door);
                }

                if (up is > 0.14f and < 0.3f)
                {
                    Block(row, -0.36f, -0.2f, _window);
                    Block(row, 0.2f, 0.36f, _window);
                }

                break;
            case < 0.8f:
                var half = 0.58f * (0.8f - up) / 0.38f;
                Block(row, -half, half, _roof);
                break;
        }
    }

    private void Block(Span<Rgb> row, float from, float to, Rgb colour) =>
        Brush.Span(row, centre + (wide * from), centre + (wide * to), colour);
}
