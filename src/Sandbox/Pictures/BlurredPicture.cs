namespace Connector.Sandbox.Pictures;

/// <summary>A picture behind frosted glass, which is what a content filter leaves: the means of large tiles, blended smoothly.</summary>
internal sealed class BlurredPicture : IPicture
{
    private const int TileSide = 64;
    private const int Colours = 3;

    private readonly float[] _means;
    private readonly int _columns;
    private readonly int _rows;

    public BlurredPicture(IPicture sharp)
    {
        (Width, Height) = (sharp.Width, sharp.Height);
        (_columns, _rows) = (Math.Max(2, Width / TileSide), Math.Max(2, Height / TileSide));
        _means = Means(sharp);
    }

    public int Width { get; }

    public int Height { get; }

    public void DrawRow(int y, Span<byte> row)
    {
        var (above, down) = Split(y, Height, _rows);
        for (var x = 0; x < Width; x++)
        {
            var (left, along) = Split(x, Width, _columns);
            for (var channel = 0; channel < Colours; channel++)
            {
                var upper = Between(above, left, along, channel);
                row[(IPicture.Channels * x) + channel] = (byte)(upper + ((Between(above + 1, left, along, channel) - upper) * down));
            }
        }
    }

    private float[] Means(IPicture sharp)
    {
        var means = new float[Colours * _columns * _rows];
        var row = new byte[IPicture.Channels * Width];
        var pixelsOfTile = Width / (float)_columns * Height / _rows;
        for (var y = 0; y < Height; y++)
        {
            sharp.DrawRow(y, row);
            var tileRow = y * _rows / Height * _columns;
            for (var x = 0; x < Width; x++)
            {
                var tile = Colours * (tileRow + (x * _columns / Width));
                for (var channel = 0; channel < Colours; channel++)
                {
                    means[tile + channel] += row[(IPicture.Channels * x) + channel] / pixelsOfTile;
                }
            }
        }

        return means;
    }

    /// <summary>The tile before a place, and how far the place is on the way to the next tile.</summary>
    private static (int Before, float Share) Split(int place, int length, int tiles)
    {
        var exact = place / (float)length * (tiles - 1);
        return ((int)exact, Noise.Smooth(0, 1, exact - (int)exact));
    }

    private float Between(int tileRow, int column, float along, int channel)
    {
        var at = (Colours * ((tileRow * _columns) + column)) + channel;
        return Math.Min(255, _means[at] + ((_means[at + Colours] - _means[at]) * along));
    }
}
