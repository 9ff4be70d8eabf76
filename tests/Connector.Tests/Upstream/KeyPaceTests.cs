using Connector.Actions;
using Connector.Declaration;
using Connector.Failures;
using Connector.Settings;
using Connector.Testing;
using Connector.Upstream;

namespace Connector.Tests.Upstream;

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
        var burst = Enumerable.Range(0, 150).Select(_ => Wait(pace)).ToList();
        var next = Wait(pace);

        Assert.All(burst, call => Assert.True(call.IsCompletedSuccessfully));
        _time.Advance(KeyPace.Window - TimeSpan.FromTicks(1));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(SpinWait.SpinUntil(() => next.IsCompletedSuccessfully, TimeSpan.FromSeconds(30)));
    }

    /// <summary>The clock jumps by up to a second, so calls leave that late: what the window has above 10 s is for it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task No_10_seconds_hold_more_than_the_share_however_calls_come_and_late_as_they_leave(int seed) => Task.Run(async () =>
    {
        // In a task of its own there is no context to post to: what waits goes on within Advance.
        const int share = 20;
        var random = new Random(seed);
        var pace = Pace(share, queueSeconds: 30);
        var sent = new List<long>();
        var calls = new List<Task>();
        var refused = 0;
        for (var step = 0; step < 1000; step++)
        {
            // In the last steps nobody comes, so that all who queue are served.
            var coming = step > 900 ? 0 : random.Next(20) == 0 ? random.Next(60) : random.Next(3);
            calls.AddRange(Enumerable.Range(0, coming).Select(_ => SendAsync()));
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(1000)));
        }

        await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(refused > 0);
        Assert.Equal(calls.Count, sent.Count + refused);
        Assert.All(sent.Zip(sent.Skip(share)), pair => Assert.True(_time.GetElapsedTime(pair.First, pair.Second) >= TimeSpan.FromSeconds(10)));

        async Task SendAsync()
        {
            try
            {
                await pace.WaitAsync(App, CancellationToken.None);
                sent.Add(_time.GetTimestamp());
            }
            catch (ConnectorException)
            {
                refused++;
            }
        }
    });

    [Fact]
    public async Task Whoever_would_wait_longer_than_the_queue_allows_is_told_when_to_come_again()
    {
        var pace = Pace(share: 1, queueSeconds: 11);
        await Wait(pace);
        _ = Wait(pace);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Wait(pace));

        Assert.Equal((429, ErrorCodes.RateLimited, KeyPace.Window * 2), (failure.Status, failure.Code, failure.RetryAfter));
    }

    [Fact]
    public async Task Calls_go_in_the_order_they_came()
    {
        var pace = Pace(share: 1, queueSeconds: 60);
        await Wait(pace);
        var (first, second) = (Wait(pace), Wait(pace));

        _time.Advance(KeyPace.Window);
        await first.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(second.IsCompleted);
        _time.Advance(KeyPace.Window);
        await second.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_leaves_its_place_to_the_next()
    {
        var pace = Pace(share: 1, queueSeconds: 11);
        await Wait(pace);
        var cancelled = pace.WaitAsync(App, _caller.Token);

        await _caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        var next = Wait(pace);

        _time.Advance(KeyPace.Window);
        await next.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_key_that_rests_sends_nothing_until_the_rest_is_over_whoever_waits()
    {
        var pace = Pace(share: 1, queueSeconds: 20);
        await Wait(pace);
        var waiting = Wait(pace);
        pace.Rest(TimeSpan.FromSeconds(15));

        _time.Advance(KeyPace.Window);
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

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Wait(pace));

        Assert.Equal(TimeSpan.FromSeconds(40), failure.RetryAfter);
    }

    private static Task Wait(KeyPace pace) => pace.WaitAsync(App, CancellationToken.None);

    private KeyPace Pace(int share = 150, int queueSeconds = 15) =>
        new(new UpstreamLimits { CallsPer10Seconds = share, Queue = TimeSpan.FromSeconds(queueSeconds) }, _time);
}
