using Connector.Callbacks;
using Connector.Records;
using Connector.Runs;
using Connector.Testing;
using Connector.Tests.Runs;
using Microsoft.AspNetCore.Http;

namespace Connector.Tests.Callbacks;

public sealed class DelivererTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly TemporaryFolder _folder = new();
    private readonly FailingRecords _store;

    public DelivererTests() => _store = new FailingRecords(new LocalRecordStore(_folder.Path, _time));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_receiver_has_taken_is_signed_and_never_sent_again()
    {
        await using var receiver = await ReceiverAsync(_ => 204);
        using var lab = LabFor(receiver);
        var delivery = await AddAsync(lab, receiver);

        await lab.DeliverAsync(delivery.Id, _time);
        Assert.Null(await lab.Deliverer.ProcessAsync(delivery.Id, CancellationToken.None));

        var request = Assert.Single(receiver.Requests);
        Assert.Equal(delivery.Id, request.Headers["webhook-id"]);
        var seconds = long.Parse(request.Headers["webhook-timestamp"], provider: null);
        Assert.Equal(WebhookSignature.Of(DeliveryLab.Secret, delivery.Id, seconds, request.Bytes), request.Headers["webhook-signature"]);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.NotNull((await lab.ReadAsync(delivery.Id)).Delivered);
        Assert.Empty(await DueAsync(lab));
    }

    [Fact]
    public async Task A_receiver_that_fails_for_an_hour_still_gets_it_with_growing_pauses()
    {
        var begun = _time.GetUtcNow();
        await using var receiver = await ReceiverAsync(_ => _time.GetUtcNow() - begun < TimeSpan.FromHours(1) ? 503 : 200);
        using var lab = LabFor(receiver);
        var delivery = await AddAsync(lab, receiver);

        await lab.DeliverAsync(delivery.Id, _time);

        var record = await lab.ReadAsync(delivery.Id);
        Assert.NotNull(record.Delivered);
        Assert.Equal(receiver.Requests.Count, record.Attempts);
        Assert.InRange(record.Attempts, 5, 15);
        Assert.Single(receiver.Requests.Select(request => request.Headers["webhook-id"]).Distinct());
        Assert.True(_time.GetUtcNow() - begun < TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task What_nobody_takes_in_24_hours_is_given_up_and_tells_what_the_receiver_said()
    {
        await using var receiver = await ScriptedUpstream.StartAsync(500, "text/plain", "out of order"u8.ToArray());
        using var lab = LabFor(receiver);
        var delivery = await AddAsync(lab, receiver);

        await lab.DeliverAsync(delivery.Id, _time);

        var record = await lab.ReadAsync(delivery.Id);
        Assert.Equal((500, "out of order"), (record.LastReply!.Status, record.LastReply.Detail));
        Assert.True(record.GivenUp > delivery.What.At + TimeSpan.FromHours(24));
        Assert.True(record.GivenUp < delivery.What.At + TimeSpan.FromHours(25));
        Assert.Empty(await DueAsync(lab));
    }

    [Fact]
    public async Task A_receiver_that_is_gone_ends_its_subscription()
    {
        await using var receiver = await ReceiverAsync(_ => 410);
        using var lab = LabFor(receiver);
        var subscription = new Subscription
        {
            Id = RunKey.New(), Url = receiver.BaseUrl, Events = [EventTypes.RunFailed], Format = DeliveryFormat.Webhook, Created = _time.GetUtcNow(),
        };
        await lab.Subscriptions.AddAsync(subscription, CancellationToken.None);
        var delivery = await AddAsync(lab, receiver, subscription.Id);

        await lab.DeliverAsync(delivery.Id, _time);

        Assert.Single(receiver.Requests);
        Assert.Empty(await lab.Subscriptions.ListAsync(CancellationToken.None));
        Assert.NotNull((await lab.ReadAsync(delivery.Id)).GivenUp);
    }

    [Fact]
    public async Task Of_two_instances_one_sends()
    {
        await using var receiver = await PausedUpstream.StartAsync();
        using var one = LabFor(receiver.Upstream);
        using var other = LabFor(receiver.Upstream);
        var delivery = await AddAsync(one, receiver.Upstream);

        var first = one.Deliverer.ProcessAsync(delivery.Id, CancellationToken.None);
        await receiver.Called;
        var wait = await other.Deliverer.ProcessAsync(delivery.Id, CancellationToken.None);
        receiver.Go();
        await first;

        Assert.NotNull(wait);
        Assert.Single(receiver.Upstream.Requests);
    }

    [Fact]
    public async Task What_an_instance_did_not_finish_another_sends()
    {
        await using var receiver = await ReceiverAsync(_ => 200);
        using var lab = LabFor(receiver);
        var delivery = await AddAsync(lab, receiver);
        var (record, tag, _) = (await lab.Deliveries.ReadAsync(delivery.Id, CancellationToken.None))!.Value;
        await lab.Deliveries.TryReplaceAsync(record with { Attempts = 1, Lease = TimeSpan.FromSeconds(40) }, tag, CancellationToken.None);

        await lab.DeliverAsync(delivery.Id, _time);

        Assert.Single(receiver.Requests);
        Assert.Equal(2, (await lab.ReadAsync(delivery.Id)).Attempts);
    }

    [Fact]
    public async Task A_store_that_does_not_take_the_outcome_has_nothing_sent_twice()
    {
        await using var receiver = await ReceiverAsync(_ =>
        {
            _store.TakesNothing = true;
            return 200;
        });
        using var lab = LabFor(receiver);
        var delivery = await AddAsync(lab, receiver);

        await Assert.ThrowsAsync<Connector.Failures.ConnectorException>(() => lab.Deliverer.ProcessAsync(delivery.Id, CancellationToken.None));
        _store.TakesNothing = false;
        _time.Advance(TimeSpan.FromHours(1));
        await lab.DeliverAsync(delivery.Id, _time);

        Assert.Single(receiver.Requests);
        Assert.NotNull((await lab.ReadAsync(delivery.Id)).Delivered);
    }

    [Fact]
    public async Task What_waits_for_a_subscription_that_was_ended_is_not_sent()
    {
        await using var receiver = await ReceiverAsync(_ => 200);
        using var lab = LabFor(receiver);
        var delivery = await AddAsync(lab, receiver, subscription: RunKey.New());

        await lab.DeliverAsync(delivery.Id, _time);

        Assert.Empty(receiver.Requests);
        Assert.Equal((true, 0), ((await lab.ReadAsync(delivery.Id)).GivenUp is not null, (await lab.ReadAsync(delivery.Id)).Attempts));
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_has_one_try_at_a_time_and_others_go_on()
    {
        var go = new TaskCompletionSource();
        await using var hanging = await ScriptedUpstream.StartAsync(context => go.Task.WaitAsync(context.RequestAborted));
        await using var healthy = await ReceiverAsync(_ => 200);
        using var lab = new DeliveryLab(_store, _time, network: null, hanging.BaseUrl.Authority, healthy.BaseUrl.Authority);
        var (first, second, other) = (await AddAsync(lab, hanging), await AddAsync(lab, hanging), await AddAsync(lab, healthy));

        var silent = lab.Deliverer.ProcessAsync(first.Id, CancellationToken.None);
        await CalledAsync(hanging, 1);
        _time.Advance(TimeSpan.FromSeconds(21));
        await silent;
        _time.Advance(TimeSpan.FromMinutes(1));
        var again = lab.Deliverer.ProcessAsync(first.Id, CancellationToken.None);
        await CalledAsync(hanging, 2);
        var aside = await lab.Deliverer.ProcessAsync(second.Id, CancellationToken.None);
        var done = await lab.Deliverer.ProcessAsync(other.Id, CancellationToken.None);
        go.SetResult();
        await again;

        Assert.Equal((TimeSpan.FromSeconds(10), null), (aside, done));
        Assert.Equal(0, (await lab.ReadAsync(second.Id)).Attempts);
        Assert.Single(healthy.Requests);
    }

    [Fact]
    public async Task A_host_that_nobody_has_named_is_not_called_when_it_is_private()
    {
        await using var receiver = await ReceiverAsync(_ => 200);
        using var lab = new DeliveryLab(_store, _time);
        var delivery = await AddAsync(lab, receiver);

        Assert.NotNull(await lab.Deliverer.ProcessAsync(delivery.Id, CancellationToken.None));

        Assert.Empty(receiver.Requests);
        Assert.Equal("Its host is not on the public internet.", (await lab.ReadAsync(delivery.Id)).LastReply!.Detail);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var target = await ReceiverAsync(_ => 200);
        await using var receiver = await ScriptedUpstream.StartAsync(307, "text/plain", [], ("Location", target.BaseUrl.AbsoluteUri));
        using var lab = LabFor(receiver);
        var delivery = await AddAsync(lab, receiver);

        Assert.NotNull(await lab.Deliverer.ProcessAsync(delivery.Id, CancellationToken.None));

        Assert.Empty(target.Requests);
        Assert.Contains("redirects", (await lab.ReadAsync(delivery.Id)).LastReply!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, null, 5)]
    [InlineData(2, null, 10)]
    [InlineData(20, null, 1800)]
    [InlineData(1, 60, 60)]
    [InlineData(1, 86400, 1800)]
    public void Pauses_grow_to_half_an_hour_and_heed_what_the_receiver_asks(int attempts, int? asked, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Deliverer.PauseAfter(attempts, asked is { } wait ? TimeSpan.FromSeconds(wait) : null));

    private static Task<ScriptedUpstream> ReceiverAsync(Func<HttpContext, int> status) => ScriptedUpstream.StartAsync(context =>
    {
        context.Response.StatusCode = status(context);
        return Task.CompletedTask;
    });

    private static async Task CalledAsync(ScriptedUpstream receiver, int times)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (receiver.Requests.Count < times)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }
    }

    private static async Task<IReadOnlyList<JobIndexEntry>> DueAsync(DeliveryLab lab)
    {
        var entries = new List<JobIndexEntry>();
        await foreach (var entry in lab.Deliveries.Due.ListAsync(CancellationToken.None))
        {
            entries.Add(entry);
        }

        return entries;
    }

    private DeliveryLab LabFor(ScriptedUpstream receiver) => new(_store, _time, network: null, receiver.BaseUrl.Authority);

    private async Task<Delivery> AddAsync(DeliveryLab lab, ScriptedUpstream receiver, string? subscription = null)
    {
        var delivery = DeliveryLab.To(receiver.BaseUrl, _time, subscription);
        Assert.True(await lab.Deliveries.AddAsync(delivery, CancellationToken.None));
        return delivery;
    }
}
