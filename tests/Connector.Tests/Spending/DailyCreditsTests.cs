using Connector.Failures;
using Connector.Records;
using Connector.Spending;
using Connector.Testing;

namespace Connector.Tests.Spending;

/// <summary>The limit of a day's credits, the same over every store.</summary>
public abstract class DailyCreditsTests
{
    private const string Action = "dreamstudio-text-to-image";

    /// <summary>Opens the store once more, as another process would.</summary>
    protected abstract IRecordStore Open();

    [Fact]
    public async Task Two_instances_never_count_more_than_the_limit_in_two_hundred_parallel_calls()
    {
        using var one = new DailyCredits(Open(), 90, TimeProvider.System);
        using var other = new DailyCredits(Open(), 90, TimeProvider.System);

        var refused = await Task.WhenAll(Enumerable.Range(0, 200).Select(index => RefusalAsync(index % 2 == 0 ? one : other, 0.9m)));

        Assert.Equal(100, refused.Count(failure => failure is null));
        Assert.All(refused.OfType<ConnectorException>(), failure => Assert.Equal((402, ErrorCodes.DailyCreditsSpent), (failure.Status, failure.Code)));
        Assert.Equal(0, await one.LeftAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_was_given_back_can_be_spent_again()
    {
        using var credits = new DailyCredits(Open(), 10, TimeProvider.System);

        var counted = await credits.CountAsync(Action, 8, CancellationToken.None);
        Assert.NotNull(await RefusalAsync(credits, 3));
        await credits.GiveBackAsync(counted);

        Assert.Null(await RefusalAsync(credits, 3));
        Assert.Equal(7, await credits.LeftAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_refusal_tells_the_limit_what_is_spent_the_price_and_when_the_day_ends()
    {
        var time = new ManualTime();
        using var credits = new DailyCredits(Open(), 1, time);
        time.Advance(TimeSpan.FromHours(23));
        await credits.CountAsync(Action, 0.9m, CancellationToken.None);

        var failure = await RefusalAsync(credits, 0.5m);

        Assert.Equal(TimeSpan.FromHours(1), failure!.RetryAfter);
        Assert.Contains("costs 0.5 credits, and 0.9 of the day's limit of 1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("1970-01-02T00:00:00Z", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_day_begins_at_midnight_utc_and_what_is_given_back_goes_to_the_day_it_was_counted_for()
    {
        var time = new ManualTime();
        using var credits = new DailyCredits(Open(), 1, time);
        var counted = await credits.CountAsync(Action, 0.9m, CancellationToken.None);
        time.Advance(TimeSpan.FromHours(24));
        await credits.CountAsync(Action, 0.6m, CancellationToken.None);

        await credits.GiveBackAsync(counted);

        Assert.Equal(0.4m, await credits.LeftAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_call_that_is_dearer_than_a_whole_day_is_not_told_to_come_again()
    {
        using var credits = new DailyCredits(Open(), 1, TimeProvider.System);

        var failure = await RefusalAsync(credits, 1.1m);

        Assert.Equal(ErrorCodes.DailyCreditsSpent, failure!.Code);
        Assert.Null(failure.RetryAfter);
    }

    [Fact]
    public async Task A_call_without_a_documented_price_is_refused()
    {
        using var credits = new DailyCredits(Open(), 1000, TimeProvider.System);

        var failure = await RefusalAsync(credits, credits: null);

        Assert.Equal((402, ErrorCodes.PriceUnknown), (failure!.Status, failure.Code));
        Assert.Contains(Action, failure.Message, StringComparison.Ordinal);
    }

    private static async Task<ConnectorException?> RefusalAsync(DailyCredits counter, decimal? credits)
    {
        try
        {
            await counter.CountAsync(Action, credits, CancellationToken.None);
            return null;
        }
        catch (ConnectorException failure)
        {
            return failure;
        }
    }
}
