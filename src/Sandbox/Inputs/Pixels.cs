namespace Connector.Sandbox.Inputs;

/// <summary>A decoded image: red, green, blue and alpha of each pixel.</summary>
internal sealed class Pixels(int width, int height, byte[] rgba)
{
    public const int Channels = 4;

    public int Width => width;

    public int Height => height;

    /// <summary>The colour at a place between 0 and 1, blended from the four pixels around it.</summary>
    public void Sample(float across, float down, Span<float> colour)
    {
        var x = Math.Clamp((across * width) - 0.5f, 0, width - 1);
        var y = Math.Clamp((down * height) - 0.5f, 0, height - 1);
        var (left, top) = ((int)x, (int)y);
        var (right, bottom) = (Math.Min(left + 1, width - 1), Math.Min(top + 1, height - 1));
        var (byX, byY) = (x - left, y - top);
        for (var channel = 0; channel < Channels; channel++)
        {
            var above = Between(At(left, top, channel), At(right, top, channel), byX);
            var below = Between(At(left, bottom, channel), At(right, bottom, channel), byX);
            colour[channel] = Between(above, below, byY);
        }
    }

    private static float Between(float from, float to, float share) => from + ((to - from) * share);

    private float At(int x, int y, int channel) => rgba[(Channels * (((long)y * width) + x)) + channel];
}
