using Connector.Spending;

namespace Connector.Api.Documents;

/// <summary>What calls to real APIs cost, by their documented prices.</summary>
/// <param name="Caller">Who asks; absent for nobody in particular.</param>
/// <param name="From">The first day (UTC).</param>
/// <param name="To">The last day (UTC).</param>
/// <param name="By">By what rows are told apart.</param>
/// <param name="Rows">The counts, in the order of what they are told apart by.</param>
/// <param name="Total">All calls of these days together.</param>
/// <param name="Limits">The limits of spending that count for the caller; absent when there are none.</param>
/// <param name="Balances">What accounts have left, where it was asked for; absent otherwise.</param>
public sealed record SpendDocument(
    string? Caller, DateOnly From, DateOnly To, IReadOnlyList<string> By, IReadOnlyList<SpendRowDocument> Rows, SpendCount Total, IReadOnlyList<SpendLimitState>? Limits, IReadOnlyList<BalanceDocument>? Balances)
{
    /// <summary>The document of a report.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="report">The report.</param>
    /// <param name="from">Its first day.</param>
    /// <param name="to">Its last day.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="balances">The balances; null where they were not asked for.</param>
    public static SpendDocument Of(string? caller, SpendReport report, DateOnly from, DateOnly to, IReadOnlyList<SpendLimitState> limits, IReadOnlyList<BalanceDocument>? balances)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(limits);
        return new SpendDocument(
            caller,
            from,
            to,
            [.. report.By.Select(part => part.Name)],
            [.. report.Rows.Select(row => SpendRowDocument.Of(report.By, row.Values, row.Count))],
            report.Total,
            limits.Count > 0 ? limits : null,
            balances);
    }
}

/// <summary>Calls that have something in common; what they are not told apart by is absent.</summary>
/// <param name="Day">The day (UTC).</param>
/// <param name="Caller">Who made them; absent for nobody in particular.</param>
/// <param name="App">The app's slug.</param>
/// <param name="Action">The action's full name.</param>
/// <param name="Model">The model or engine; absent where the action has none, or upstream chose.</param>
/// <param name="Calls">The calls that were charged, or may have been.</param>
/// <param name="Credits">Their documented prices together.</param>
/// <param name="UncertainCalls">Those of them of which nobody knows whether they were charged.</param>
/// <param name="UnpricedCalls">Those of them without a documented price.</param>
public sealed record SpendRowDocument(
    string? Day, string? Caller, string? App, string? Action, string? Model, long Calls, decimal Credits, long UncertainCalls, long UnpricedCalls)
{
    internal static SpendRowDocument Of(IReadOnlyList<SpendPart> by, IReadOnlyList<string?> values, SpendCount count)
    {
        string? Value(string part) => by.Index().Where(one => one.Item.Name == part).Select(one => values[one.Index]).FirstOrDefault();
        return new SpendRowDocument(
            Value("day"), Value("caller"), Value("app"), Value("action"), Value("model"), count.Calls, count.Credits, count.UncertainCalls, count.UnpricedCalls);
    }
}

/// <summary>What the account behind an app's key has left.</summary>
/// <param name="App">The app's slug.</param>
/// <param name="Credits">The credits.</param>
public sealed record BalanceDocument(string App, decimal Credits);
