using System.Security.Cryptography;
using Connector.Sandbox.Pictures;

namespace Connector.Sandbox.Tests.Pictures;

public class LandscapeTests
{
    private static readonly PictureOrder Order = new(
        [new WeightedText("A lighthouse and a house by a tree above the city at night", 1)], 7, "anime", "engine", 320, 256);

    public static TheoryData<string> Prompts =>
    [
        "", "a lighthouse", "a house", "a tree", "mountains", "the sea", "a city at night", "pine forest in winter", "🗼",
        "lighthouse house tree mountain sea city forest at sunset",
    ];

    [Theory]
    [MemberData(nameof(Prompts))]
    public void Every_subject_can_be_drawn_in_every_shape(string prompt)
    {
        foreach (var (width, height) in new[] { (128, 128), (128, 2048), (2048, 128), (64, 64), (3, 2), (1, 1) })
        {
            for (uint seed = 0; seed < 4; seed++)
            {
                var pixels = Draw(new Landscape(Order with { Prompts = [new WeightedText(prompt, 1)], Seed = seed, Width = width, Height = height }));

                Assert.Equal(3 * width * height, pixels.Length);
            }
        }
    }

    [Fact]
    public void The_same_order_draws_the_same_pixels() => Assert.Equal(Draw(new Landscape(Order)), Draw(new Landscape(Order)));

    [Fact]
    public void The_pixels_are_the_same_on_every_machine_and_in_every_version_until_the_painter_changes() =>
        Assert.Equal("D0F793A7342239694711285374A2F61868D7228CB5D5B15A8EB06373DD12AF1B", Convert.ToHexString(SHA256.HashData(Draw(new Landscape(Order)))));

    [Fact]
    public void Every_part_of_the_order_changes_the_pixels()
    {
        PictureOrder[] orders =
        [
            Order,
            Order with { Prompts = [new WeightedText("A lighthouse", 1)] },
            Order with { Prompts = [Order.Prompts[0] with { Weight = 0.5 }] },
            Order with { Prompts = [Order.Prompts[0], new WeightedText("fog", -1)] },
            Order with { Seed = 8 },
            Order with { Style = null },
            Order with { Engine = "other" },
            Order with { Width = 256, Height = 320 },
        ];

        Assert.Equal(orders.Length, orders.Select(order => Convert.ToHexString(Draw(new Landscape(order)))).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Words_of_negative_prompts_are_not_drawn()
    {
        var order = Order with { Prompts = [new WeightedText("A Tree,\ttree-house!", 1), new WeightedText("City, houses!", -1)] };

        Assert.Equal(["a", "house", "tree"], order.Words().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_picture_uses_many_colours()
    {
        var colours = Draw(new Landscape(Order)).Chunk(3).Select(pixel => (pixel[0], pixel[1], pixel[2])).Distinct().Count();

        Assert.InRange(colours, 500, int.MaxValue);
    }

    /// <summary>Three bytes a pixel: the fourth is nobody's.</summary>
    private static byte[] Draw(Landscape landscape)
    {
        var row = new byte[IPicture.Channels * landscape.Width];
        return [.. Enumerable.Range(0, landscape.Height).SelectMany(y =>
        {
            landscape.DrawRow(y, row);
            return row.Chunk(IPicture.Channels).SelectMany(pixel => pixel[..3]).ToArray();
        })];
    }
}
