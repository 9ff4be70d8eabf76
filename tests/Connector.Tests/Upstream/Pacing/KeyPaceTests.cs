using Connector.Actions;
using Connector.Declaration;
using Connector.Failures;
using Connector.Settings;
using Connector.Testing;
using Connector.Upstream.Pacing;

namespace Connector.Tests.Upstream.Pacing;

/// <summary>The pace of a key that no other instance uses.</summary>
public sealed class KeyPaceTests : IDisposable
{
    private static readonly ConnectorApp App = Catalog.All.FindApp("dreamstudio");

    private readonly ManualTime _time = new();
    private readonly CancellationTokenSource _caller = new();

    public void Dispose() => _caller.Dispose();

    [Fact]
    public void A_burst_of_150_passes_at_once_and_the_next_call_when_the_window_is_over()
    {
        var pace = Pace();
        var burst = Enumerable.Range(0, 150).Select(_ => pace.WaitAsync(App, isBackground: false, CancellationToken.None)).ToList();
        var next = Send(pace);

        Assert.All(burst, call => Assert.True(call.IsCompletedSuccessfully && call.Result.TryUse()));
        _time.Advance(SendWindow.Length - TimeSpan.FromTicks(1));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(SpinWait.SpinUntil(() => next.IsCompletedSuccessfully, TimeSpan.FromSeconds(30)));
    }

    /// <summary>The clock jumps by up to a second, so calls leave that late: what the window has above 10 s is for it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_window_holds_more_than_the_limit_however_calls_come_and_late_as_they_leave(int seed)
    {
        const int limit = 20;
        var random = new Random(seed);
        var pace = Pace(limit, queueSeconds: 30);
        var sent = new List<long>();
        var (came, refused) = (0, 0);
        var waiting = new List<Task<Turn>>();
        var turns = new List<Turn>();
        for (var step = 0; step < 1000; step++)
        {
            // In the last steps nobody comes, so that all who queue are served.
            var coming = step > 900 ? 0 : random.Next(20) == 0 ? random.Next(60) : random.Next(3);
            came += coming;
            waiting.AddRange(Enumerable.Range(0, coming).Select(_ => pace.WaitAsync(App, random.Next(3) == 0, CancellationToken.None)));
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(step > 900 ? 5000 : 1000)));
            refused += waiting.RemoveAll(call => call.IsFaulted);
            turns.AddRange(waiting.Where(call => call.IsCompletedSuccessfully).Select(call => call.Result));
            waiting.RemoveAll(call => call.IsCompleted);

            // A turn may be used much later, as when the store is slow.
            foreach (var turn in turns.Where(_ => step > 900 || random.Next(3) > 0).ToList())
            {
                turns.Remove(turn);
                Assert.True(turn.TryUse());
                sent.Add(_time.GetTimestamp());
            }
        }

        Assert.True(refused > 0);
        Assert.Empty(waiting);
        Assert.Equal(came, sent.Count + refused);
        Assert.All(sent.Zip(sent.Skip(limit)), pair => Assert.True(_time.GetElapsedTime(pair.First, pair.Second) >= SendWindow.Length));
    }

    [Fact]
    public async Task Whoever_would_wait_longer_than_the_queue_allows_is_told_when_to_come_again()
    {
        var pace = Pace(limit: 1, queueSeconds: 11);
        await Send(pace);
        _ = Send(pace);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Send(pace));

        Assert.Equal((429, ErrorCodes.RateLimited, SendWindow.Length * 2), (failure.Status, failure.Code, failure.RetryAfter));
    }

    [Fact]
    public async Task Calls_go_in_the_order_they_came()
    {
        var pace = Pace(limit: 1, queueSeconds: 60);
        await Send(pace);
        var (first, second) = (Send(pace), Send(pace));

        _time.Advance(SendWindow.Length);
        await first.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(second.IsCompleted);
        _time.Advance(SendWindow.Length);
        await second.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_leaves_its_place_to_the_next()
    {
        var pace = Pace(limit: 1, queueSeconds: 11);
        await Send(pace);
        var cancelled = pace.WaitAsync(App, isBackground: false, _caller.Token);

        await _caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        var next = Send(pace);

        _time.Advance(SendWindow.Length);
        await next.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_turn_that_is_given_back_goes_to_the_next_at_once()
    {
        var pace = Pace(limit: 1);
        var first = await pace.WaitAsync(App, isBackground: false, CancellationToken.None);
        var next = Send(pace);
        Assert.False(next.IsCompleted);

        first.Dispose();

        await next.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task The_window_of_a_call_begins_when_it_is_sent_however_late_that_is()
    {
        var pace = Pace(limit: 1, queueSeconds: 60);
        var late = await pace.WaitAsync(App, isBackground: false, CancellationToken.None);
        var next = Send(pace);
        _time.Advance(SendWindow.Length * 2);
        Assert.True(late.TryUse());

        _time.Advance(SendWindow.Length - TimeSpan.FromTicks(1));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));
        await next.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_key_that_rests_sends_nothing_until_the_rest_is_over_whoever_waits_or_has_a_turn()
    {
        var pace = Pace(limit: 2, queueSeconds: 20);
        await Send(pace);
        var turn = await pace.WaitAsync(App, isBackground: false, CancellationToken.None);
        var waiting = Send(pace);
        pace.Rest(TimeSpan.FromSeconds(15));

        Assert.False(turn.TryUse());
        _time.Advance(SendWindow.Length);
        Assert.False(SpinWait.SpinUntil(() => waiting.IsCompleted, TimeSpan.FromMilliseconds(50)));
        _time.Advance(TimeSpan.FromSeconds(4));
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_rest_longer_than_the_queue_is_told_and_a_shorter_one_never_shortens_it()
    {
        var pace = Pace();
        pace.Rest(TimeSpan.FromSeconds(60));
        pace.Rest(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(20));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Send(pace));

        Assert.Equal(TimeSpan.FromSeconds(40), failure.RetryAfter);
    }

    [Fact]
    public void Without_a_limit_everybody_goes_at_once()
    {
        var pace = Pace(limit: int.MaxValue);

        Assert.All(Enumerable.Range(0, 10_000), number => Assert.True(Send(pace, isBackground: number % 2 == 0).IsCompletedSuccessfully));
    }

    [Fact]
    public void Calls_that_nobody_waits_for_leave_a_third_of_the_window_to_those_that_come()
    {
        var pace = Pace(limit: 150);

        var jobs = Enumerable.Range(0, 5000).Select(_ => Send(pace, isBackground: true)).ToList();
        Assert.Equal(100, jobs.Count(job => job.IsCompletedSuccessfully));

        var callers = Enumerable.Range(0, 51).Select(_ => Send(pace)).ToList();
        Assert.Equal(50, callers.Count(call => call.IsCompletedSuccessfully));
    }

    [Fact]
    public void Calls_that_nobody_waits_for_get_a_tenth_even_when_more_are_waited_for_than_the_limit_allows()
    {
        var pace = Pace(limit: 30, queueSeconds: 3600);
        var jobs = Enumerable.Range(0, 100).Select(_ => Send(pace, isBackground: true)).ToList();
        var callers = Enumerable.Range(0, 1000).Select(_ => Send(pace)).ToList();
        Assert.Equal(20, jobs.Count(job => job.IsCompleted));

        for (var windows = 1; windows <= 5; windows++)
        {
            _time.Advance(SendWindow.Length);
            var expected = (Jobs: 20 + (windows * 3), Callers: 10 + (windows * 27));
            Assert.True(SpinWait.SpinUntil(
                () => (jobs.Count(job => job.IsCompletedSuccessfully), callers.Count(call => call.IsCompletedSuccessfully)) == expected, TimeSpan.FromSeconds(30)));
        }
    }

    [Fact]
    public async Task A_call_that_nobody_waits_for_is_told_to_come_again_when_it_has_waited_a_minute()
    {
        var pace = Pace(limit: 1, queueSeconds: 0);
        using var held = await pace.WaitAsync(App, isBackground: false, CancellationToken.None);
        var job = Send(pace, isBackground: true);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(job.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(ErrorCodes.RateLimited, (await Assert.ThrowsAsync<ConnectorException>(() => job)).Code);
    }

    private static Task Send(KeyPace pace, bool isBackground = false)
    {
        var turn = pace.WaitAsync(App, isBackground, CancellationToken.None);

        // Within the call where it can: so that what is counted does not depend on other threads.
        return turn.IsCompletedSuccessfully ? Use(turn.Result) : LaterAsync();

        async Task LaterAsync() => await Use(await turn);

        static Task Use(Turn turn)
        {
            Assert.True(turn.TryUse());
            return Task.CompletedTask;
        }
    }

    private KeyPace Pace(int limit = 150, int queueSeconds = 15) => new(limit, new UpstreamLimits { Queue = TimeSpan.FromSeconds(queueSeconds) }, _time);
}
