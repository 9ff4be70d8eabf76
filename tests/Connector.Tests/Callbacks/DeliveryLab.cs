using Connector.Access;
using Connector.Callbacks;
using Connector.Fetching;
using Connector.Records;
using Connector.Runs;
using Connector.Settings;
using Connector.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connector.Tests.Callbacks;

/// <summary>One instance that sends deliveries, over a store and a clock of the test's.</summary>
internal sealed class DeliveryLab : IDisposable
{
    public static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    private readonly CallbackSender _sender;

    public DeliveryLab(IRecordStore store, TimeProvider time, FetchNetwork? network = null, params IReadOnlyList<string> allowHosts)
    {
        var options = new ConnectorOptions
        {
            Connections = new Dictionary<string, AppConnection>(),
            Callbacks = new CallbackOptions { Secret = Secret, AllowHosts = allowHosts },
        };
        Deliveries = new Deliveries(store, time);
        Subscriptions = new Subscriptions(store, new AccessKeys(options, NullLogger<AccessKeys>.Instance), time);
        _sender = new CallbackSender(options, time, network ?? new FetchNetwork());
        Deliverer = new Deliverer(Deliveries, Subscriptions, _sender, new FixedBody(), time, NullLogger<Deliverer>.Instance);
    }

    public Deliveries Deliveries { get; }

    public Subscriptions Subscriptions { get; }

    public Deliverer Deliverer { get; }

    public static Delivery To(Uri url, TimeProvider time, string? subscription = null) => new()
    {
        Id = RunKey.New(),
        Url = url,
        Format = DeliveryFormat.Webhook,
        Subscription = subscription,
        What = new Happening(EventTypes.RunFailed, "dreamstudio-text-to-image", time.GetUtcNow()),
    };

    /// <summary>Takes steps, each when it is due, until there are no more.</summary>
    public async Task<int> DeliverAsync(string id, ManualTime time)
    {
        var steps = 1;
        while (await Deliverer.ProcessAsync(id, CancellationToken.None) is { } wait)
        {
            Assert.True(++steps < 1000, "It never ends.");
            time.Advance(wait);
        }

        return steps;
    }

    public async Task<Delivery> ReadAsync(string id) => (await Deliveries.ReadAsync(id, CancellationToken.None))!.Value.Record;

    public void Dispose() => _sender.Dispose();

    private sealed class FixedBody : IDeliveryBody
    {
        public Task<(byte[] Body, string ContentType)?> WriteAsync(Delivery delivery, CancellationToken cancellationToken) =>
            Task.FromResult<(byte[], string)?>(("""{"type":"run.failed"}"""u8.ToArray(), "application/json"));
    }
}
