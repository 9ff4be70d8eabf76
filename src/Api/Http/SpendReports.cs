using Connector.Actions;
using Connector.Api.Documents;
using Connector.Callers;
using Connector.Connections;
using Connector.Declaration;
using Connector.Failures;
using Connector.Settings;
using Connector.Spending;

namespace Connector.Api.Http;

/// <summary>Answers what was spent, for a request or for the command line.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="catalog">The apps.</param>
/// <param name="options">The connections.</param>
/// <param name="connections">Reads balances.</param>
internal sealed class SpendReports(Ledger ledger, Catalog catalog, ConnectorOptions options, ConnectionTester connections)
{
    /// <summary>The most days of one report: a leap year.</summary>
    public const int MostDays = 366;

    /// <summary>The first day.</summary>
    public static TextParameter From { get; } = new()
    {
        Name = "from",
        Label = "From",
        Description = "The first day (UTC); the first of this month when it is left out.",
        Example = "2026-11-01",
    };

    /// <summary>The last day.</summary>
    public static TextParameter To { get; } = From with { Name = "to", Label = "To", Description = "The last day (UTC); today when it is left out.", Example = "2026-11-30" };

    /// <summary>By what calls are told apart.</summary>
    public static TextParameter By { get; } = new()
    {
        Name = "by",
        Label = "By",
        Description = $"By what calls are told apart, with commas between: {string.Join(", ", SpendPart.All.Select(part => part.Name))}.",
        Default = "day,caller,action",
        Example = "day,caller",
    };

    /// <summary>Reads a question; what is null or empty has its default.</summary>
    /// <exception cref="ConnectorException"><c>bad_request</c> (400).</exception>
    public SpendQuestion Parse(string? from, string? to, string? by)
    {
        var last = QueryDay.Parse(to, To) ?? ledger.Today;
        var first = QueryDay.Parse(from, From) ?? new DateOnly(last.Year, last.Month, 1);
        if (first > last || last.DayNumber - first.DayNumber >= MostDays)
        {
            throw QueryDay.Refused(From, $"?{From.Name}= and ?{To.Name}= must be {MostDays} days at most, the first one first; received {first:O} and {last:O}.");
        }

        return new SpendQuestion(first, last, PartsOf(string.IsNullOrEmpty(by) ? By.Default! : by));
    }

    /// <summary>What was spent, as far as a caller may know it.</summary>
    public Task<SpendReport> ReadAsync(SpendQuestion question, Caller caller, CancellationToken cancellationToken) =>
        SpendReport.OfAsync(ledger, question.From, question.To, question.By, caller, cancellationToken);

    /// <summary>The same with the limits, and what the accounts have left where that is asked for.</summary>
    public async Task<SpendDocument> ReadAsync(SpendQuestion question, Caller caller, bool withBalance, CancellationToken cancellationToken)
    {
        var report = await ReadAsync(question, caller, cancellationToken);
        var balances = withBalance ? await BalancesAsync(cancellationToken) : null;
        return SpendDocument.Of(caller.Name, report, question.From, question.To, await ledger.LimitsAsync(caller, cancellationToken), balances);
    }

    private static List<SpendPart> PartsOf(string by)
    {
        var names = by.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Except(SpendPart.All.Select(part => part.Name), StringComparer.Ordinal).FirstOrDefault() is { } wrong)
        {
            throw QueryDay.Refused(By, $"?{By.Name}= has \"{InputText.Shorten(wrong)}\"; calls are told apart by {string.Join(", ", SpendPart.All.Select(part => part.Name))}.");
        }

        return [.. SpendPart.All.Where(part => names.Contains(part.Name))];
    }

    /// <summary>Of the apps that have a real key, and tell.</summary>
    private async Task<IReadOnlyList<BalanceDocument>> BalancesAsync(CancellationToken cancellationToken)
    {
        var balances = new List<BalanceDocument>();
        foreach (var app in catalog.Apps.Where(app => options.Connect(app) is { ApiKey: not null, IsSandbox: false }))
        {
            if (await connections.BalanceAsync(app, cancellationToken) is { } credits)
            {
                balances.Add(new BalanceDocument(app.Slug, credits));
            }
        }

        return balances;
    }
}
