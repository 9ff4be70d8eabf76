namespace Connector.Sandbox.Pictures;

/// <summary>The middle of a picture on a transparent ground, with a soft edge: what is left when a background is removed.</summary>
internal sealed class CutOut(IPicture whole) : IPicture
{
    /// <summary>How much of the radius the edge takes.</summary>
    private const float Edge = 0.06f;

    public int Width => whole.Width;

    public int Height => whole.Height;

    public bool HasAlpha => true;

    public void DrawRow(int y, Span<byte> row)
    {
        whole.DrawRow(y, row);
        var down = ((2 * (y + 0.5f)) / Height) - 1;
        for (var x = 0; x < Width; x++)
        {
            var across = ((2 * (x + 0.5f)) / Width) - 1;
            var distance = MathF.Sqrt((across * across) + (down * down)) / 0.85f;
            row[(IPicture.Channels * x) + 3] = (byte)(255 * (1 - Noise.Smooth(1 - Edge, 1, distance)));
        }
    }
}
