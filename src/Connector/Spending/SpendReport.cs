using Connector.Callers;

namespace Connector.Spending;

/// <summary>What was spent from one day to another, told apart by some parts.</summary>
/// <param name="By">The parts.</param>
/// <param name="Rows">The values of the parts, and the count of the calls that have them in common.</param>
/// <param name="Total">All calls.</param>
public sealed record SpendReport(IReadOnlyList<SpendPart> By, IReadOnlyList<(IReadOnlyList<string?> Values, SpendCount Count)> Rows, SpendCount Total)
{
    /// <summary>Makes a report of what a caller may see.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="by">By what calls are told apart.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<SpendReport> OfAsync(
        Ledger ledger, DateOnly from, DateOnly to, IReadOnlyList<SpendPart> by, Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(caller);
        var rows = new SortedDictionary<string?[], SpendCount>(Comparer<string?[]>.Create(Compare));
        var total = SpendCount.None;
        await foreach (var (day, row) in ledger.ReadAsync(from, to, cancellationToken))
        {
            if (caller.SeesWorkOf(row.Line.Caller))
            {
                string?[] values = [.. by.Select(part => part.Of(day, row.Line))];
                rows[values] = rows.GetValueOrDefault(values, SpendCount.None).Plus(row.Count);
                total = total.Plus(row.Count);
            }
        }

        return new SpendReport(by, [.. rows.Select(row => ((IReadOnlyList<string?>)row.Key, row.Value))], total);
    }

    private static int Compare(string?[] one, string?[] other) =>
        one.Zip(other, string.CompareOrdinal).FirstOrDefault(order => order != 0);
}
