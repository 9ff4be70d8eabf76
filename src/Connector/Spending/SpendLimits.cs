using System.Globalization;
using Connector.Callers;
using Connector.Failures;
using Connector.Settings;

namespace Connector.Spending;

/// <summary>The limits of what may be spent: of the day, of the month and of a caller's day.</summary>
/// <param name="options">The settings.</param>
internal sealed class SpendLimits(ConnectorOptions options)
{
    /// <summary>Whether anything limits what a caller's calls cost.</summary>
    public bool Limit(Caller caller) => options.DailyCredits is not null || options.MonthlyCredits is not null || caller.DailyCredits is not null;

    /// <summary>The limits that count for a caller, as they stand.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="date">The day.</param>
    /// <param name="day">Its record.</param>
    public IEnumerable<SpendLimitState> StatesOf(Caller caller, DateOnly date, SpendDay day)
    {
        var tomorrow = new DateTimeOffset(date.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        if (options.DailyCredits is { } daily)
        {
            yield return new SpendLimitState(SpendLimitState.Day, ConnectorSettings.SpendDailyCredits.Name, daily, day.Spent, tomorrow);
        }

        if (options.MonthlyCredits is { } monthly)
        {
            var next = new DateTimeOffset(new DateOnly(date.Year, date.Month, 1).AddMonths(1), TimeOnly.MinValue, TimeSpan.Zero);
            yield return new SpendLimitState(SpendLimitState.Month, ConnectorSettings.SpendMonthlyCredits.Name, monthly, day.MonthBefore + day.Spent, next);
        }

        if (caller is { DailyCredits: { } own, Name: { } name })
        {
            var spent = day.SpentBy(line => line.Caller == name);
            yield return new SpendLimitState(SpendLimitState.Day, ConnectorSettings.CallerDailyCredits.NameFor(name), own, spent, tomorrow);
        }
    }

    /// <summary>402: the limits can count only what has a price.</summary>
    public static ConnectorException Unpriced(string action, SpendLimitState limit) => new(
        402,
        ErrorCodes.PriceUnknown,
        $"{action} was not run: no price is documented for this input, and the limit of the {limit.Period}'s credits ({limit.Setting}) allows only what it can count.");

    /// <summary>402: a call would pass a limit.</summary>
    public static ConnectorException Spent(string action, decimal price, SpendLimitState limit, DateTimeOffset now) => new(
        402,
        limit.Period == SpendLimitState.Day ? ErrorCodes.DailyCreditsSpent : ErrorCodes.MonthlyCreditsSpent,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{action} was not run: it costs {price} credits, and {limit.Spent} of the {limit.Period}'s limit of {limit.Credits} ({limit.Setting}) are spent. The {limit.Period} ends at {limit.Ends:yyyy-MM-dd'T'HH:mm:ss'Z'}."))
    {
        // A call that is dearer than the whole limit fits the next period no better.
        RetryAfter = price <= limit.Credits ? limit.Ends - now : null,
    };
}
