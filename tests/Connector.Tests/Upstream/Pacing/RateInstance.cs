using Connector.Actions;
using Connector.Declaration;
using Connector.Failures;
using Connector.Records;
using Connector.Settings;
using Connector.Upstream.Pacing;

namespace Connector.Tests.Upstream.Pacing;

/// <summary>An instance on a store: sends calls as soon as it may, and can be killed.</summary>
internal sealed class RateInstance(IRecordStore store, int limit, TimeProvider time, int queueSeconds = 3600) : IAsyncDisposable
{
    private const string Id = "0123";

    private static readonly ConnectorApp App = Catalog.All.FindApp("dreamstudio");

    private readonly List<Task<Turn>> _waiting = [];
    private readonly List<Turn> _turns = [];

    public KeyPace Pace { get; } = new(limit, new UpstreamLimits { Queue = TimeSpan.FromSeconds(queueSeconds) }, time, store, Id);

    /// <summary>When its calls were sent.</summary>
    public List<TimeSpan> Sent { get; } = [];

    /// <summary>Why calls were not sent.</summary>
    public List<ConnectorException> Refused { get; } = [];

    public bool IsKilled { get; private set; }

    public int Waiting => _waiting.Count;

    public void Call(int calls = 1, bool isBackground = false) =>
        _waiting.AddRange(Enumerable.Range(0, calls).Select(_ => Pace.WaitAsync(App, isBackground, CancellationToken.None)));

    /// <summary>Sends what may be sent; each turn is used now if it is chosen.</summary>
    public void Send(Func<bool>? now = null)
    {
        Refused.AddRange(_waiting.Where(call => call.IsFaulted).Select(call => (ConnectorException)call.Exception!.InnerException!));
        _turns.AddRange(_waiting.Where(call => call.IsCompletedSuccessfully).Select(call => call.Result));
        _waiting.RemoveAll(call => call.IsCompleted);
        foreach (var turn in _turns.Where(_ => now?.Invoke() ?? true).ToList())
        {
            _turns.Remove(turn);
            if (IsKilled)
            {
                continue;
            }

            if (turn.TryUse())
            {
                Sent.Add(TimeSpan.FromTicks(time.GetTimestamp()));
            }
            else
            {
                Call(isBackground: turn.IsBackground);
            }
        }
    }

    /// <summary>Ends it without a word: what its timers still do is nobody's.</summary>
    public void Kill(CutStore cut)
    {
        IsKilled = true;
        cut.IsCut = true;
    }

    /// <summary>Waits for what it is just asking of its store.</summary>
    public Task SettleAsync() => Pace.Settled;

    /// <summary>The most calls that any window holds.</summary>
    public static int Most(params RateInstance[] instances)
    {
        List<TimeSpan> sent = [.. instances.SelectMany(instance => instance.Sent).Order()];
        var (most, first) = (0, 0);
        for (var last = 0; last < sent.Count; last++)
        {
            while (sent[last] - sent[first] >= SendWindow.Length)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    public ValueTask DisposeAsync()
    {
        IsKilled = true;
        return Pace.DisposeAsync();
    }
}
