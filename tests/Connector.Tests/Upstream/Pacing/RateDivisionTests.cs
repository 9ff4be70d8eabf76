using Connector.Upstream.Pacing;

namespace Connector.Tests.Upstream.Pacing;

public class RateDivisionTests
{
    [Fact]
    public void An_instance_alone_gets_what_it_needs_and_some_more_to_grow_by()
    {
        Assert.Equal(1 + 18, Divide(150, (1, 0))[0].Target);
        Assert.Equal(80, Divide(150, (40, 0))[0].Target);
        Assert.Equal(150, Divide(150, (1000, 0))[0].Target);
    }

    [Fact]
    public void Where_there_is_not_enough_all_get_the_same_and_nobody_more_than_is_wanted()
    {
        Assert.Equal([64, 64, 22], Divide(150, (500, 0), (100, 0), (4, 0)).Select(portion => portion.Target));
    }

    [Fact]
    public void Jobs_get_what_is_left_and_leave_a_third_free()
    {
        var portion = Divide(150, (0, 5000))[0];

        Assert.Equal((100, 15), (portion.Ceiling, portion.Floor));
        Assert.InRange(portion.Target, 101, 150);
    }

    [Fact]
    public void Jobs_get_a_tenth_where_nothing_is_left()
    {
        var portions = Divide(150, (500, 0), (0, 5000));

        Assert.Equal(15, portions[1].Floor);
        Assert.Equal(15, portions[1].Ceiling);
        Assert.Equal(150, portions.Sum(portion => portion.Target));
    }

    [Fact]
    public void What_cannot_be_divided_goes_round()
    {
        var turns = Enumerable.Range(0, 100).Select(writings => Divide(1, writings, (5, 0), (5, 0), (5, 0)).ToList().FindIndex(portion => portion.Target == 1));

        Assert.Equal([0, 1, 2], turns.Distinct().Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_division_gives_more_than_there_is_or_a_floor_above_what_it_gives(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 2000; round++)
        {
            var limit = random.Next(4) == 0 ? random.Next(1, 5) : random.Next(1, 2000);
            var portions = Divide(limit, random.Next(1000), [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => (1 + random.Next(limit * 2), random.Next(limit * 2)))]);

            Assert.InRange(portions.Sum(portion => portion.Target), 1, limit);
            Assert.All(portions, portion => Assert.True(portion.Floor <= portion.Target && portion.Ceiling <= portion.Target && portion.Floor >= 0));
        }
    }

    private static IReadOnlyList<RatePortion> Divide(int limit, params (int Interactive, int Background)[] demands) => Divide(limit, writings: 0, demands);

    private static IReadOnlyList<RatePortion> Divide(int limit, int writings, params (int Interactive, int Background)[] demands)
    {
        var members = demands.Select((demand, place) => new RateMember
        {
            Id = $"{place}", Beat = 1, Share = 0, Limit = limit, Interactive = demand.Interactive, Background = demand.Background,
        }).ToList();
        return [.. members.Select((_, place) => RateDivision.Of(members, place, limit, writings))];
    }
}
