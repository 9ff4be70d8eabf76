using Connector.Failures;
using Connector.Records;
using Connector.Testing;
using Connector.Upstream.Pacing;

namespace Connector.Tests.Upstream.Pacing;

/// <summary>Several instances that share the rate of a key, on a store and a clock that are the same each time.</summary>
public sealed class SharedRateTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ManualTime _time = new();
    private readonly MemoryRecordStore _store = new();
    private readonly List<RateInstance> _instances = [];

    [Fact]
    public void One_busy_instance_pays_two_transactions_at_its_first_call_and_one_for_each_renewal()
    {
        var one = Come(150);
        one.Call();
        one.Send();
        Assert.Equal((1, 2), (one.Sent.Count, _store.Transactions));

        Run(seconds: 60, () => one.Call());

        // 10 calls a second: within the first seconds the share grows to what that needs.
        Assert.InRange(one.Sent.Count, 590, 601);
        Assert.InRange(_store.Transactions, 24, 24 + 2 + 4);
    }

    [Fact]
    public void A_burst_of_all_that_the_limit_allows_passes_at_once_with_one_more_transaction()
    {
        var one = Come(150);
        one.Call(200);
        Run(seconds: 0.3);

        Assert.Equal((150, 3), (one.Sent.Count, _store.Transactions));
        Run(seconds: 11);
        Assert.Equal(200, one.Sent.Count);
    }

    [Fact]
    public void An_instance_that_is_idle_leaves_its_share_and_nothing_in_the_store()
    {
        var one = Come(30);
        one.Call(5);
        Run(seconds: 15);
        Assert.Empty(_store.Names);

        var before = _store.Transactions;
        Run(seconds: 600);
        Assert.Equal(before, _store.Transactions);
        one.Call();
        one.Send();
        Assert.Equal(6, one.Sent.Count);
    }

    [Theory]
    [InlineData(150)]
    [InlineData(30)]
    [InlineData(3)]
    public void A_newcomer_gets_calls_through_within_two_windows_and_then_its_half_however_busy_the_other_is(int limit)
    {
        var holder = Come(limit);
        holder.Call(limit * 20);
        Run(seconds: 30);
        var newcomer = Come(limit);
        var came = _time.GetElapsedTime(0);
        newcomer.Call(limit * 20);

        Run(seconds: 22);
        Assert.NotEmpty(newcomer.Sent);
        Run(seconds: 110);

        var rate = newcomer.Sent.Count(at => at >= came + TimeSpan.FromSeconds(22)) / 10.0;
        Assert.InRange(rate, limit * 0.4, limit * 0.6);
        Assert.InRange(RateInstance.Most([.. _instances]), limit - 1, limit);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Nobody_is_left_out_where_there_are_more_instances_than_calls(int limit)
    {
        var three = new[] { Come(limit), Come(limit), Come(limit) };
        Array.ForEach(three, one => one.Call(100));

        Run(seconds: 300);

        Assert.All(three.Select(one => one.Sent.Count), count => Assert.InRange(count, 3, 300));
        Assert.InRange(RateInstance.Most(three), 1, limit);
        Assert.True(three.Sum(one => one.Sent.Count) >= limit * 300 / 11 / 2, "Less than half of the limit was used.");
    }

    [Fact]
    public void Saturated_instances_use_all_of_the_limit_and_each_the_same()
    {
        var three = new[] { Come(150), Come(150), Come(150) };
        Array.ForEach(three, one => one.Call(3000));

        Run(seconds: 33);
        var before = three.Select(one => one.Sent.Count).ToList();
        Run(seconds: 110);

        Assert.All(three.Zip(before, (one, sent) => one.Sent.Count - sent), count => Assert.InRange(count, 450, 550));
        Assert.InRange(RateInstance.Most(three), 145, 150);
    }

    [Fact]
    public void The_share_of_a_killed_instance_is_free_when_all_that_it_can_have_sent_has_left_the_window()
    {
        var way = new CutStore(_store);
        var killed = Come(30, way);
        killed.Call(100);
        Run(seconds: 1);
        Assert.Equal(30, killed.Sent.Count);
        killed.Kill(way);

        var heir = Come(30);
        heir.Call(100);
        Run(seconds: 19);
        Assert.Empty(heir.Sent);
        Run(seconds: 3);
        Assert.Equal(30, heir.Sent.Count);
    }

    [Fact]
    public async Task An_instance_that_is_stopped_leaves_at_once_what_it_has_not_sent()
    {
        var stopped = Come(30);
        stopped.Call(5);
        Run(seconds: 1);
        await stopped.DisposeAsync();

        var next = Come(30);
        next.Call(30);
        Run(seconds: 1);
        Assert.Equal(25, next.Sent.Count);
        Run(seconds: 12);
        Assert.Equal(30, next.Sent.Count);
        Assert.InRange(RateInstance.Most([.. _instances]), 1, 30);
    }

    [Fact]
    public void Without_an_answer_of_the_store_an_instance_without_a_share_sends_nothing_and_says_so()
    {
        _store.Fails = true;
        var one = Come(30);
        one.Call(3);
        Run(seconds: 1);

        Assert.Empty(one.Sent);
        Assert.All(one.Refused, failure => Assert.Equal((503, ErrorCodes.StorageUnavailable), (failure.Status, failure.Code)));
        Assert.Equal(3, one.Refused.Count);

        _store.Fails = false;
        one.Call(3);
        Run(seconds: 1);
        Assert.Equal(3, one.Sent.Count);
    }

    [Fact]
    public void Without_an_answer_of_the_store_an_instance_goes_on_as_long_as_its_share_is_certain()
    {
        var one = Come(150);
        Run(seconds: 10, () => one.Call());
        var before = one.Sent.Count;
        _store.Fails = true;

        Run(seconds: 5, () => one.Call());
        Assert.InRange(one.Sent.Count - before, 49, 51);
        Assert.Empty(one.Refused);

        Run(seconds: 4);
        before = one.Sent.Count;
        Run(seconds: 1, () => one.Call());
        Assert.Equal(before, one.Sent.Count);
        Assert.All(one.Refused, failure => Assert.Equal(ErrorCodes.StorageUnavailable, failure.Code));
        Assert.NotEmpty(one.Refused);
    }

    [Fact]
    public void A_rest_that_upstream_demands_of_one_instance_reaches_the_others_whatever_their_clocks_say()
    {
        var one = Come(30);
        var other = Come(30, clock: new SkewedTime(_time, Hour));
        one.Call();
        other.Call();
        Run(seconds: 1);
        one.Pace.Rest(TimeSpan.FromSeconds(60));
        Run(seconds: 3);

        one.Call();
        other.Call();
        var late = Come(30, clock: new SkewedTime(_time, -Hour));
        late.Call();
        Run(seconds: 55);
        Assert.Equal(2, _instances.Sum(instance => instance.Sent.Count));
        Run(seconds: 6);
        Assert.Equal(5, _instances.Sum(instance => instance.Sent.Count));
    }

    [Fact]
    public void Clocks_that_are_an_hour_wrong_change_nothing()
    {
        var right = Play(new ManualTime(), TimeSpan.Zero, TimeSpan.Zero);
        var wrong = Play(new ManualTime(), Hour, -Hour);

        Assert.Equal(right, wrong);

        static List<(int Sent, int OtherSent)> Play(ManualTime time, TimeSpan ahead, TimeSpan otherAhead)
        {
            var store = new MemoryRecordStore();
            var (one, other) = (new RateInstance(store, 30, new SkewedTime(time, ahead)), new RateInstance(store, 30, new SkewedTime(time, otherAhead)));
            var counts = new List<(int, int)>();
            for (var step = 0; step < 600; step++)
            {
                one.Call(step % 2);
                if (step > 100)
                {
                    other.Call();
                }

                time.Advance(Step);
                one.Send();
                other.Send();
                counts.Add((one.Sent.Count, other.Sent.Count));
            }

            return counts;
        }
    }

    [Fact]
    public void Beside_five_thousand_jobs_of_one_instance_a_call_that_somebody_waits_for_goes_at_once_on_another()
    {
        var (worker, front) = (Come(150), Come(150));
        worker.Call(5000, isBackground: true);
        Run(seconds: 15, () => front.Call(_time.GetTimestamp() % TimeSpan.TicksPerSecond == 0 ? 2 : 0));
        var waited = 0;

        Run(seconds: 120, () =>
        {
            waited += front.Waiting;

            // What has waited a minute comes again.
            worker.Call(worker.Refused.Count, isBackground: true);
            worker.Refused.Clear();
            front.Call(_time.GetTimestamp() % TimeSpan.TicksPerSecond == 0 ? 2 : 0);
        });

        Assert.Equal(0, waited);
        Assert.InRange(front.Sent.Count, 260, 275);
        Assert.InRange(worker.Sent.Count, 700, 1250);
    }

    [Fact]
    public void The_smallest_limit_of_all_instances_counts_while_their_settings_differ()
    {
        var (small, large) = (Come(20), Come(100));
        small.Call();
        Run(seconds: 1);
        large.Call(100);
        small.Call(100);

        Run(seconds: 60);

        Assert.InRange(RateInstance.Most(small, large), 1, 20);
    }

    [Fact]
    public void The_record_is_named_so_that_nobody_learns_the_key()
    {
        var id = KeyPaces.IdOf("sk-secret");

        Assert.True(RecordRules.IsName($"{ShareLease.Kind}/{id}"));
        Assert.DoesNotContain("secret", id, StringComparison.Ordinal);
        Assert.NotEqual(id, KeyPaces.IdOf("sk-other"));
    }

    private RateInstance Come(int limit, IRecordStore? store = null, TimeProvider? clock = null)
    {
        var instance = new RateInstance(store ?? _store, limit, clock ?? _time);
        _instances.Add(instance);
        return instance;
    }

    private void Run(double seconds, Action? each = null)
    {
        for (var step = 0; step < seconds / Step.TotalSeconds; step++)
        {
            each?.Invoke();
            _instances.ForEach(instance => instance.Send());
            _time.Advance(Step);
            _instances.ForEach(instance => instance.Send());
        }
    }
}
