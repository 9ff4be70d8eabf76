namespace Connector.Sandbox.Pictures;

/// <summary>The pixels of a picture as the differences to what a decoder predicts, a plane for each channel.</summary>
internal sealed record WebpResiduals(byte[] Green, byte[] Red, byte[] Blue, byte[] Alpha)
{
    private const int Channels = 4;

    public static WebpResiduals Of(IPicture picture, CancellationToken cancellationToken)
    {
        var (width, height) = (picture.Width, picture.Height);
        var planes = new byte[Channels][];
        for (var channel = 0; channel < Channels; channel++)
        {
            planes[channel] = new byte[width * height];
        }

        var drawn = new byte[picture.Channels * width];
        var (above, row) = (new byte[Channels * width], new byte[Channels * width]);
        for (var y = 0; y < height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            picture.DrawRow(y, drawn);
            SubtractGreen(drawn, picture.Channels, row);
            for (var i = 0; i < row.Length; i++)
            {
                planes[i % Channels][(y * width) + (i / Channels)] = (byte)(row[i] - Predict(row, above, i, y));
            }

            (above, row) = (row, above);
        }

        return new WebpResiduals(planes[0], planes[1], planes[2], planes[3]);
    }

    private static void SubtractGreen(byte[] drawn, int channels, byte[] row)
    {
        for (var x = 0; x < row.Length / Channels; x++)
        {
            var pixel = drawn.AsSpan(x * channels, channels);
            row[Channels * x] = pixel[1];
            row[(Channels * x) + 1] = (byte)(pixel[0] - pixel[1]);
            row[(Channels * x) + 2] = (byte)(pixel[2] - pixel[1]);
            row[(Channels * x) + 3] = channels == Channels ? pixel[3] : byte.MaxValue;
        }
    }

    /// <summary>The mean of left and above; the first row has only left, the first column only above, the first pixel is opaque black.</summary>
    private static int Predict(byte[] row, byte[] above, int i, int y) => (y, i) switch
    {
        (0, < Channels) => i == Channels - 1 ? byte.MaxValue : 0,
        (0, _) => row[i - Channels],
        (_, < Channels) => above[i],
        _ => (row[i - Channels] + above[i]) / 2,
    };
}
