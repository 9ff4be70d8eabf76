using System.Globalization;
using Connector.Failures;
using Connector.Records;
using Connector.Settings;

namespace Connector.Spending;

/// <summary>
/// The limit of the credits of a UTC day, counted in a record for all instances on the same store. A price is counted before its call
/// is sent and given back when the call certainly cost nothing. Whatever stops in between leaves it counted: the count may
/// be above what was spent, never below.
/// </summary>
/// <param name="store">Where it is counted.</param>
/// <param name="limit">The most credits of a day.</param>
/// <param name="time">The clock.</param>
public sealed class DailyCredits(IRecordStore store, decimal limit, TimeProvider time) : IDisposable
{
    /// <summary>Enough for dozens of instances that all write at once, since one of them succeeds each time.</summary>
    private const int MostTries = 200;

    private const int LongestPauseMilliseconds = 20;

    private readonly JsonRecords<SpentCredits> _days = new(store, "spend", SpendingJson.Default.SpentCredits);

    /// <summary>The calls of this instance take turns: only other instances can be faster than one of them.</summary>
    private readonly SemaphoreSlim _turn = new(initialCount: 1, maxCount: 1);

    private static string SettingName => ConnectorSettings.SpendDailyCredits.Name;

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>The credits that are left of today's limit.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<decimal> LeftAsync(CancellationToken cancellationToken) =>
        limit - ((await _days.ReadAsync(Id(Today), cancellationToken))?.Record.Credits ?? 0);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Counts the price of a call that is about to be sent.</summary>
    /// <param name="action">The action's name.</param>
    /// <param name="credits">The documented price; null for none.</param>
    /// <param name="cancellationToken">Stops it; the price may have been counted then.</param>
    /// <exception cref="ConnectorException"><c>daily_credits_spent</c> or <c>price_unknown</c> (402); <c>storage_unavailable</c> (503).</exception>
    internal async Task<CountedCredits> CountAsync(string action, decimal? credits, CancellationToken cancellationToken)
    {
        var price = credits ?? throw new ConnectorException(
            402,
            ErrorCodes.PriceUnknown,
            $"{action} was not run: no price is documented for this input, and the limit of the day's credits ({SettingName}) allows only what it can count.");
        var day = Today;
        await ChangeAsync(day, spent => spent + price <= limit ? spent + price : throw Spent(action, price, spent, day), cancellationToken);
        return new CountedCredits(day, price);
    }

    /// <summary>Takes back a price whose call certainly cost nothing. If the store fails at it, the price stays counted.</summary>
    internal async Task GiveBackAsync(CountedCredits counted)
    {
        try
        {
            await ChangeAsync(counted.Day, spent => Math.Max(0, spent - counted.Credits), CancellationToken.None);
        }
        catch (Exception failure) when (failure is ConnectorException or IOException)
        {
            // The failure of the call is what its caller has to know.
        }
    }

    private static string Id(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task ChangeAsync(DateOnly day, Func<decimal, decimal> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            for (var tries = 0; tries < MostTries; tries++)
            {
                var known = await _days.ReadAsync(Id(day), cancellationToken);
                var next = new SpentCredits(change(known?.Record.Credits ?? 0));
                if (await _days.TryWriteAsync(Id(day), next, known?.Tag, cancellationToken) is not null)
                {
                    return;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(LongestPauseMilliseconds)), time, cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }

        throw new ConnectorException(503, ErrorCodes.StorageUnavailable, "Too many instances count the day's credits at once. Try again.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };
    }

    private ConnectorException Spent(string action, decimal price, decimal spent, DateOnly day)
    {
        var end = new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        return new ConnectorException(
            402,
            ErrorCodes.DailyCreditsSpent,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{action} was not run: it costs {price} credits, and {spent} of the day's limit of {limit} ({SettingName}) are spent. The day ends at {end:yyyy-MM-dd'T'HH:mm:ss'Z'}."))
        {
            // A call that is dearer than a whole day's limit fits tomorrow no better.
            RetryAfter = price <= limit ? end - time.GetUtcNow() : null,
        };
    }
}
