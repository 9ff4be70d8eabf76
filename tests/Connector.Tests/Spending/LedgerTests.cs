using Connector.Callers;
using Connector.Failures;
using Connector.Records;
using Connector.Settings;
using Connector.Spending;
using Connector.Telemetry;
using Connector.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connector.Tests.Spending;

/// <summary>What is counted and what is limited, the same over every store.</summary>
public abstract class LedgerTests
{
    private const string Action = "dreamstudio-text-to-image";

    private static readonly SpendLine Line = new(Caller: null, "dreamstudio", Action, Model: null);
    private static readonly Caller Alice = Caller.Named("alice", isIsolated: false) with { DailyCredits = 2 };

    /// <summary>Opens the store once more, as another process would.</summary>
    protected abstract IRecordStore Open();

    [Fact]
    public async Task Two_instances_never_count_more_than_the_limit_in_two_hundred_parallel_calls()
    {
        await using var one = Ledger(90);
        await using var other = Ledger(90);

        var refused = await Task.WhenAll(Enumerable.Range(0, 200).Select(index => RefusalAsync(index % 2 == 0 ? one : other, 0.9m)));

        Assert.Equal(100, refused.Count(failure => failure is null));
        Assert.All(refused.OfType<ConnectorException>(), failure => Assert.Equal((402, ErrorCodes.DailyCreditsSpent), (failure.Status, failure.Code)));
        Assert.Equal(0, await LeftAsync(one));
    }

    [Fact]
    public async Task What_was_given_back_can_be_spent_again()
    {
        await using var ledger = Ledger(10);

        var counted = await CountAsync(ledger, 8);
        Assert.NotNull(await RefusalAsync(ledger, 3));
        ledger.End(counted, CallEnd.Free);

        Assert.Null(await RefusalAsync(ledger, 3));
        Assert.Equal(7, await LeftAsync(ledger));
    }

    [Fact]
    public async Task What_another_instance_gave_back_can_be_spent_here()
    {
        await using var one = Ledger(10);
        await using var other = Ledger(10);
        var counted = await CountAsync(one, 6);
        await CountAsync(other, 4);

        one.End(counted, CallEnd.Free);
        await one.DisposeAsync();

        Assert.Null(await RefusalAsync(other, 6));
    }

    [Fact]
    public async Task A_refusal_tells_the_limit_what_is_spent_the_price_and_when_the_day_ends()
    {
        var time = new ManualTime();
        await using var ledger = Ledger(1, time);
        time.Advance(TimeSpan.FromHours(23));
        await CountAsync(ledger, 0.9m);

        var failure = await RefusalAsync(ledger, 0.5m);

        Assert.Equal(TimeSpan.FromHours(1), failure!.RetryAfter);
        Assert.Contains("costs 0.5 credits, and 0.9 of the day's limit of 1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("1970-01-02T00:00:00Z", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_day_begins_at_midnight_utc_and_what_is_given_back_goes_to_the_day_it_was_counted_for()
    {
        var time = new ManualTime();
        await using var ledger = Ledger(1, time);
        var counted = await CountAsync(ledger, 0.9m);
        time.Advance(TimeSpan.FromHours(24));
        await CountAsync(ledger, 0.6m);

        ledger.End(counted, CallEnd.Free);

        Assert.Equal(0.4m, await LeftAsync(ledger));
    }

    [Fact]
    public async Task A_month_has_a_limit_of_its_own_which_the_days_before_count_for()
    {
        var time = new ManualTime();
        await using var ledger = Ledger(new ConnectorOptions { Connections = NoApps, MonthlyCredits = 10 }, time);
        await CountAsync(ledger, 4);
        time.Advance(TimeSpan.FromDays(1));
        await CountAsync(ledger, 5);

        var failure = await RefusalAsync(ledger, 2);
        time.Advance(TimeSpan.FromDays(30));

        Assert.Equal((402, ErrorCodes.MonthlyCreditsSpent, TimeSpan.FromDays(30)), (failure!.Status, failure.Code, failure.RetryAfter!.Value));
        Assert.Contains("9 of the month's limit of 10 (Spend__MonthlyCredits) are spent. The month ends at 1970-02-01T00:00:00Z", failure.Message, StringComparison.Ordinal);
        Assert.Null(await RefusalAsync(ledger, 2));
    }

    [Fact]
    public async Task A_caller_has_a_limit_that_others_do_not_use_up()
    {
        await using var ledger = Ledger(limit: null);
        await CountAsync(ledger, 50);
        await CountAsync(ledger, 1.5m, Alice);

        var failure = await RefusalAsync(ledger, 1, Alice);

        Assert.Contains("1.5 of the day's limit of 2 (Access__Keys__alice__daily_credits) are spent", failure!.Message, StringComparison.Ordinal);
        Assert.Null(await RefusalAsync(ledger, 1));
    }

    [Fact]
    public async Task From_four_fifths_of_a_limit_on_a_call_warns()
    {
        await using var ledger = Ledger(10);

        var before = await CountAsync(ledger, 7.9m);
        var after = await CountAsync(ledger, 0.1m);

        Assert.Empty(before.Warnings);
        Assert.Equal("8.0 of the day's limit of 10 credits (Spend__DailyCredits) are spent.", Assert.Single(after.Warnings));
    }

    [Fact]
    public async Task A_call_that_is_dearer_than_a_whole_day_is_not_told_to_come_again()
    {
        await using var ledger = Ledger(1);

        var failure = await RefusalAsync(ledger, 1.1m);

        Assert.Equal(ErrorCodes.DailyCreditsSpent, failure!.Code);
        Assert.Null(failure.RetryAfter);
    }

    [Fact]
    public async Task A_call_without_a_documented_price_is_refused_where_there_is_a_limit_and_counted_where_there_is_none()
    {
        await using var limited = Ledger(1000);
        await using var free = Ledger(limit: null);

        var failure = await RefusalAsync(limited, credits: null);
        await CountAsync(free, credits: null);

        Assert.Equal((402, ErrorCodes.PriceUnknown), (failure!.Status, failure.Code));
        Assert.Contains(Action, failure.Message, StringComparison.Ordinal);
        Assert.Equal(new SpendCount(1, 0, 1, 1), Assert.Single(await RowsAsync(free)).Count);
    }

    [Fact]
    public async Task Three_instances_count_every_call_of_two_callers_by_what_it_was()
    {
        var ledgers = Enumerable.Range(0, 3).Select(_ => Ledger(limit: null)).ToList();

        await Task.WhenAll(Enumerable.Range(0, 90).Select(async index =>
        {
            var ledger = ledgers[index % 3];
            var counted = await ledger.CountAsync($"{index}", Caller.Nobody, Line with { Caller = index % 2 == 0 ? "alice" : "bob", Model = index % 5 == 0 ? "xl" : null }, 0.9m, CancellationToken.None);
            ledger.End(counted, index % 10 == 0 ? CallEnd.Uncertain : CallEnd.Charged);
        }));
        foreach (var ledger in ledgers)
        {
            await ledger.DisposeAsync();
        }

        var rows = await RowsAsync(ledgers[0]);
        Assert.Equal((90, 81m, 9), (rows.Sum(row => row.Count.Calls), rows.Sum(row => row.Count.Credits), rows.Sum(row => row.Count.UncertainCalls)));
        Assert.Equal(45, rows.Where(row => row.Line.Caller == "bob").Sum(row => row.Count.Calls));
        Assert.Equal(18, rows.Where(row => row.Line.Model == "xl").Sum(row => row.Count.Calls));
        Assert.Equal(4, rows.Count);
    }

    [Fact]
    public async Task A_call_that_is_counted_again_because_it_was_not_sent_is_one_call()
    {
        await using var killed = Ledger(limit: null);
        await killed.CountAsync("run", Caller.Nobody, Line, 0.9m, CancellationToken.None);
        await using var next = Ledger(limit: null);

        var counted = await next.CountAsync("run", Caller.Nobody, Line, 0.9m, CancellationToken.None);
        next.End(counted, CallEnd.Charged);
        await next.DisposeAsync();

        Assert.Equal(new SpendCount(1, 0.9m, 0, 0), Assert.Single(await RowsAsync(next)).Count);
    }

    [Fact]
    public async Task However_many_models_and_callers_a_day_has_its_record_is_written_and_every_call_counted()
    {
        await using var ledger = Ledger(limit: null);
        var text = new string('\u4e2d', 100);

        await Task.WhenAll(Enumerable.Range(0, 700).Select(index => ledger.CountAsync(
            $"{index}", Caller.Nobody, Line with { Caller = $"{index}{text}{text}"[..200], Model = $"{index}{text}" }, 1, CancellationToken.None)));

        var rows = await RowsAsync(ledger);
        Assert.Equal((700, 700m), (rows.Sum(row => row.Count.Calls), rows.Sum(row => row.Count.Credits)));
    }

    [Fact]
    public async Task What_ended_while_the_store_was_away_is_written_when_it_is_back()
    {
        var store = new AwayStore(Open()) { IsAway = true };
        await using var ledger = new Ledger(store, new ConnectorOptions { Connections = NoApps }, new ConnectorTelemetry(TimeProvider.System), TimeProvider.System, NullLogger<Ledger>.Instance);
        var counted = await CountAsync(ledger, 3);
        ledger.End(counted, CallEnd.Charged);
        store.IsAway = false;

        Assert.Equal(new SpendCount(1, 3, 0, 0), Assert.Single(await RowsAsync(ledger)).Count);
    }

    [Fact]
    public async Task What_an_earlier_version_has_counted_counts_on()
    {
        var time = new ManualTime();
        await Open().TryCreateAsync("spend/1970-01-01", """{"credits":9.5,"version":1}"""u8.ToArray(), CancellationToken.None);
        await using var ledger = Ledger(10, time);

        Assert.NotNull(await RefusalAsync(ledger, 1));
        Assert.Null(await RefusalAsync(ledger, 0.5m));
        Assert.Equal(0, await LeftAsync(ledger));
    }

    private static Dictionary<string, AppConnection> NoApps => new(StringComparer.Ordinal);

    private static Task<CountedCall> CountAsync(Ledger ledger, decimal? credits, Caller? caller = null) =>
        ledger.CountAsync(Guid.NewGuid().ToString("N"), caller ?? Caller.Nobody, Line with { Caller = caller?.Name }, credits, CancellationToken.None);

    private static async Task<decimal> LeftAsync(Ledger ledger) =>
        Assert.Single(await ledger.LimitsAsync(Caller.Nobody, CancellationToken.None)) is var limit ? limit.Credits - limit.Spent : 0;

    private static async Task<List<SpendRow>> RowsAsync(Ledger ledger)
    {
        var rows = new List<SpendRow>();
        await foreach (var (_, row) in ledger.ReadAsync(DateOnly.MinValue, DateOnly.MaxValue, CancellationToken.None))
        {
            rows.Add(row);
        }

        return rows;
    }

    private static async Task<ConnectorException?> RefusalAsync(Ledger ledger, decimal? credits, Caller? caller = null)
    {
        try
        {
            await CountAsync(ledger, credits, caller);
            return null;
        }
        catch (ConnectorException failure)
        {
            return failure;
        }
    }

    private Ledger Ledger(decimal? limit, TimeProvider? time = null) => Ledger(new ConnectorOptions { Connections = NoApps, DailyCredits = limit }, time ?? TimeProvider.System);

    private Ledger Ledger(ConnectorOptions options, TimeProvider time) =>
        new(Open(), options, new ConnectorTelemetry(time), time, NullLogger<Ledger>.Instance);
}
