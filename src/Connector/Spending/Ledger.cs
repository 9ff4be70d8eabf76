using System.Runtime.CompilerServices;
using Connector.Callers;
using Connector.Failures;
using Connector.Records;
using Connector.Settings;
using Connector.Telemetry;
using Microsoft.Extensions.Logging;

namespace Connector.Spending;

/// <summary>
/// What calls to real APIs cost, counted in a record a day for all instances on the same store. A call is counted before it is sent and
/// given back when it certainly cost nothing. Whatever stops in between leaves it counted as uncertain: the count may be above what was
/// spent, never below.
/// </summary>
public sealed class Ledger : IAsyncDisposable
{
    private readonly SpendLimits _limits;
    private readonly SpendDays _days;
    private readonly ConnectorTelemetry _telemetry;
    private readonly TimeProvider _time;
    private readonly ILogger<Ledger> _log;

    /// <summary>Opens the ledger.</summary>
    /// <param name="store">Where it is kept.</param>
    /// <param name="options">The limits.</param>
    /// <param name="telemetry">Watches how much of them is spent.</param>
    /// <param name="time">The clock; the store's own, where it has one.</param>
    /// <param name="log">The log.</param>
    public Ledger(IRecordStore store, ConnectorOptions options, ConnectorTelemetry telemetry, TimeProvider time, ILogger<Ledger> log) =>
        (_limits, _days, _telemetry, _time, _log) = (new SpendLimits(options), new SpendDays(store), telemetry, time, log);

    /// <summary>The UTC day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);

    /// <summary>The limits that count for a caller, and what is spent of them.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ConnectorException"><c>storage_unavailable</c> (503).</exception>
    public async Task<IReadOnlyList<SpendLimitState>> LimitsAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return _limits.Limit(caller) ? [.. _limits.StatesOf(caller, Today, await _days.ReadAsync(Today, cancellationToken))] : [];
    }

    /// <summary>The lines of some days, the first day first.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ConnectorException"><c>storage_unavailable</c> (503).</exception>
    public async IAsyncEnumerable<(DateOnly Day, SpendRow Row)> ReadAsync(DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (date, day) in _days.ListAsync(from, to, cancellationToken))
        {
            foreach (var row in day.All)
            {
                yield return (date, row);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _days.DisposeAsync();

    /// <summary>Counts a call that is about to be sent.</summary>
    /// <param name="id">What tells it from others; the same for a call that is repeated because it was not sent.</param>
    /// <param name="caller">Who makes it.</param>
    /// <param name="line">What it is counted under.</param>
    /// <param name="credits">The documented price; null for none.</param>
    /// <param name="cancellationToken">Stops it; it is given back then.</param>
    /// <exception cref="ConnectorException">
    /// <c>daily_credits_spent</c>, <c>monthly_credits_spent</c> or <c>price_unknown</c> (402); where there is a limit, <c>storage_unavailable</c> (503).
    /// </exception>
    internal async Task<CountedCall> CountAsync(string id, Caller caller, SpendLine line, decimal? credits, CancellationToken cancellationToken)
    {
        var counted = new CountedCall(id, Today, new PaidCall(line, credits, _time.GetUtcNow()), Warnings: []);
        try
        {
            var day = await _days.ChangeAsync(
                counted.Day, day => RefusalOf(day, counted.Day, caller, line.Action, credits) is { } refusal ? throw refusal : day.With(id, counted.Call), cancellationToken);
            var states = _limits.StatesOf(caller, counted.Day, day).ToList();
            states.ForEach(state => _telemetry.RecordSpend(state.Setting, state.Share));
            return counted with { Warnings = [.. states.Select(state => state.Warning).OfType<string>()] };
        }
        catch (OperationCanceledException)
        {
            End(counted, CallEnd.Free);
            throw;
        }
        catch (ConnectorException failure) when (!_limits.Limit(caller) && failure.Code is ErrorCodes.StorageUnavailable or ErrorCodes.RecordUnreadable)
        {
            // Where nothing is limited, a call need not wait for the ledger: its end is written down when the store is back.
            _log.LogWarning("{Action} is run although the ledger cannot be written yet: {Reason}", line.Action, failure.Message);
            return counted;
        }
    }

    /// <summary>Notes what a call cost, now that it has ended; written down as soon as that can be.</summary>
    internal void End(CountedCall counted, CallEnd end) => _days.Change(counted.Day, day => day.Without(counted.Id, end, counted.Call));

    /// <summary>How a call would be refused if it were made now; null where it would not be.</summary>
    internal async Task<ConnectorException?> RefusalOfAsync(Caller caller, string action, decimal? credits, CancellationToken cancellationToken) =>
        _limits.Limit(caller) ? RefusalOf(await _days.ReadAsync(Today, cancellationToken), Today, caller, action, credits) : null;

    /// <summary>The refusal of a call that does not fit into a day; null for one that does.</summary>
    private ConnectorException? RefusalOf(SpendDay day, DateOnly date, Caller caller, string action, decimal? credits) => _limits.StatesOf(caller, date, day)
        .Select(state => credits is not { } price ? SpendLimits.Unpriced(action, state)
            : state.Spent + price > state.Credits ? SpendLimits.Spent(action, price, state, _time.GetUtcNow())
            : null)
        .FirstOrDefault(refusal => refusal is not null);
}
