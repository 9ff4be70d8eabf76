using Connector.Declaration;
using Connector.Images;

namespace Connector.Tests.Declaration;

/// <summary>The sizes that pictures get to be taken.</summary>
public class FittedSizeTests
{
    public static TheoryData<int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int>();
            foreach (var width in new[] { 1, 31, 64, 640, 1023, 1536, 4000, 16_000 })
            {
                foreach (var height in new[] { 1, 63, 480, 1025, 5000 })
                {
                    sizes.Add(width, height);
                }
            }

            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_size_that_is_found_keeps_every_limit(int width, int height)
    {
        ImageLimits[] all =
        [
            new() { MinSide = 32, MaxSide = 1536, MinPixels = 1024, MaxPixels = 1_048_576 },
            new() { MinSide = 64, MinPixels = 4096, MaxPixels = 9_437_184, MaxAspect = 2.5 },
            new() { MinSide = 64 },
        ];
        foreach (var limits in all)
        {
            foreach (var (mayChange, isCut) in new[] { (false, false), (true, false), (true, true) })
            {
                if (FittedSize.Of(width, height, limits, mayChange, isCut) is { } size)
                {
                    Assert.Empty(limits.Refuse(new ImageHeader(MediaFormat.Png, size.Width, size.Height, HasAlpha: false)));
                }
                else
                {
                    Assert.True(Math.Max(width, height) > 2.5 * Math.Min(width, height) || Math.Min(width, height) == 1, $"{width}x{height} has no size.");
                }
            }
        }
    }

    [Fact]
    public void A_picture_within_the_limits_keeps_its_size() =>
        Assert.Equal(new FittedSize(640, 480), FittedSize.Of(640, 480, new ImageLimits { MinSide = 64, MaxPixels = 1_048_576 }, mayChangeProportions: false, isCut: false));

    [Theory]
    [InlineData(1200, 900, false, 1152, 896)]
    [InlineData(1024, 1024, false, 1024, 1024)]
    [InlineData(3000, 1000, true, 1536, 640)]
    [InlineData(3000, 1000, false, 0, 0)]
    public void Of_certain_sizes_the_nearest_proportions_count(int width, int height, bool mayChange, int expectedWidth, int expectedHeight)
    {
        var size = FittedSize.Nearest(width, height, [(1024, 1024), (1152, 896), (1536, 640)], mayChange);

        Assert.Equal(expectedWidth == 0 ? null : new FittedSize(expectedWidth, expectedHeight), size);
    }
}
