namespace Connector.Sandbox.Pictures;

/// <summary>Some rows of a picture as brightness and two colour differences; beyond the edges the last pixel goes on.</summary>
internal sealed class JpegBand(IPicture picture, int rows)
{
    private const int BlockSide = 8;

    private readonly byte[] _row = new byte[picture.Channels * picture.Width];
    private readonly float[] _luminance = new float[rows * picture.Width];
    private readonly float[] _blue = new float[rows * picture.Width];
    private readonly float[] _red = new float[rows * picture.Width];

    public void Draw(int from)
    {
        for (var y = 0; y < rows; y++)
        {
            // Below the last row that row is repeated; it is still in the buffer.
            if (from + y < picture.Height)
            {
                picture.DrawRow(from + y, _row);
            }

            for (var x = 0; x < picture.Width; x++)
            {
                var pixel = _row.AsSpan(x * picture.Channels, 3);
                var at = (y * picture.Width) + x;
                _luminance[at] = (0.299f * pixel[0]) + (0.587f * pixel[1]) + (0.114f * pixel[2]) - 128;
                _blue[at] = (-0.168736f * pixel[0]) - (0.331264f * pixel[1]) + (0.5f * pixel[2]);
                _red[at] = (0.5f * pixel[0]) - (0.418688f * pixel[1]) - (0.081312f * pixel[2]);
            }
        }
    }

    public void Luminance(int left, int top, Span<float> block)
    {
        for (var i = 0; i < block.Length; i++)
        {
            block[i] = _luminance[At(left + (i % BlockSide), top + (i / BlockSide))];
        }
    }

    public void Blue(int left, Span<float> block) => Halve(_blue, left, block);

    public void Red(int left, Span<float> block) => Halve(_red, left, block);

    /// <summary>The means of two by two pixels.</summary>
    private void Halve(float[] plane, int left, Span<float> block)
    {
        for (var i = 0; i < block.Length; i++)
        {
            var (x, y) = (left + (2 * (i % BlockSide)), 2 * (i / BlockSide));
            block[i] = (plane[At(x, y)] + plane[At(x + 1, y)] + plane[At(x, y + 1)] + plane[At(x + 1, y + 1)]) / 4;
        }
    }

    private int At(int x, int y) => (y * picture.Width) + Math.Min(x, picture.Width - 1);
}
