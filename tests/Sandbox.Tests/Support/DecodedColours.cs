using Connector.Pictures;

namespace Connector.Sandbox.Tests.Support;

/// <summary>Each pixel of a decoded image, row by row.</summary>
internal static class DecodedColours
{
    public static IEnumerable<Colour> Of(Pixels pixels, int width, int height)
    {
        Assert.Equal((width, height), (pixels.Width, pixels.Height));
        var colour = new float[Pixels.Channels];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                pixels.Sample((x + 0.5f) / width, (y + 0.5f) / height, colour);
                yield return new Colour((byte)MathF.Round(colour[0]), (byte)MathF.Round(colour[1]), (byte)MathF.Round(colour[2]), (byte)MathF.Round(colour[3]));
            }
        }
    }
}
