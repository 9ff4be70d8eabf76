namespace Connector.Sandbox.Pictures;

/// <summary>
/// Smooth noise from 0 to 1 in several octaves, a row at a time. Only arithmetic that every processor rounds alike: a sine may differ
/// in its last bit from one machine to another, and with it a pixel.
/// </summary>
internal sealed class Noise(uint seed, float cellWidth, float cellHeight, int octaves)
{
    public void Row(float y, Span<float> row)
    {
        row.Clear();
        var amplitude = 1f / (2f - (2f / (1 << octaves)));
        var (width, height) = (cellWidth, cellHeight);
        for (var octave = 0; octave < octaves; octave++)
        {
            AddOctave(seed + ((uint)octave * 0x9E3779B9), y / height, 1 / width, amplitude, row);
            (amplitude, width, height) = (amplitude / 2, width / 2, height / 2);
        }
    }

    /// <summary>White noise from 0 to 1.</summary>
    public static float At(uint seed, int x, int y)
    {
        var mixed = seed ^ ((uint)x * 0x85EBCA6B) ^ ((uint)y * 0xC2B2AE35);
        mixed = (mixed ^ (mixed >> 15)) * 0x2C1B3C6D;
        mixed = (mixed ^ (mixed >> 12)) * 0x297A2D39;
        return ((mixed ^ (mixed >> 15)) >> 8) / (float)(1 << 24);
    }

    /// <summary>From 0 at the lower edge to 1 at the upper edge, without a kink.</summary>
    public static float Smooth(float from, float to, float value)
    {
        var t = Math.Clamp((value - from) / (to - from), 0, 1);
        return t * t * (3 - (2 * t));
    }

    private static void AddOctave(uint seed, float latticeY, float step, float amplitude, Span<float> row)
    {
        var cellY = (int)MathF.Floor(latticeY);
        var down = Smooth(0, 1, latticeY - cellY);
        var cell = -1;
        var (left, right) = (0f, 0f);
        for (var x = 0; x < row.Length; x++)
        {
            var latticeX = x * step;
            if ((int)latticeX != cell)
            {
                cell = (int)latticeX;
                left = Corner(seed, cell, cellY, down);
                right = Corner(seed, cell + 1, cellY, down);
            }

            var along = latticeX - cell;
            along = along * along * (3 - (2 * along));
            row[x] += amplitude * (left + ((right - left) * along));
        }
    }

    private static float Corner(uint seed, int x, int y, float down)
    {
        var above = At(seed, x, y);
        return above + ((At(seed, x, y + 1) - above) * down);
    }
}
