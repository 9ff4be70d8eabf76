using Connector.Actions;
using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Connections;
using Connector.Declaration;
using Connector.Failures;
using Connector.Settings;
using Connector.Spending;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/spend</c>: what calls to real APIs cost, as JSON or, with <c>Accept: text/csv</c>, for spreadsheets.</summary>
internal sealed class SpendEndpoint(Ledger ledger, Catalog catalog, ConnectorOptions options, ConnectionTester connections) : IEndpoint
{
    /// <summary>The most days of one report: a leap year.</summary>
    private const int MostDays = 366;

    private static readonly TextParameter From = new()
    {
        Name = "from",
        Label = "From",
        Description = "The first day (UTC); the first of this month when it is left out.",
        Example = "2026-11-01",
    };

    private static readonly TextParameter To = From with { Name = "to", Label = "To", Description = "The last day (UTC); today when it is left out.", Example = "2026-11-30" };

    private static readonly TextParameter By = new()
    {
        Name = "by",
        Label = "By",
        Description = $"By what calls are told apart, with commas between: {string.Join(", ", SpendPart.All.Select(part => part.Name))}.",
        Default = "day,caller,action",
        Example = "day,caller",
    };

    private static readonly FlagParameter Balance = CheckActionEndpoint.WithBalance with { Description = "Reads what the accounts have left as well." };

    public static HttpEndpoint Endpoint { get; } = new("get-spend", [HttpMethods.Get], "api/spend", EndpointType.Of<SpendEndpoint>())
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Connections,
            Summary = "Get what was spent",
            Text = $"Counts the calls to real APIs and their documented prices, {MostDays} days at most. With Accept: {SpendTable.MediaType} the answer is a table for spreadsheets.",
            Parameters = [new(ApiPlace.Query, From), new(ApiPlace.Query, To), new(ApiPlace.Query, By), new(ApiPlace.Query, Balance)],
            Answers = [ApiAnswer.Json<SpendDocument>(200, "What was spent.")],
            Problems = [429, 502, 503, 504],
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var (caller, aborted) = (context.Caller(), context.RequestAborted);
        var to = QueryDay.Read(context, To) ?? ledger.Today;
        var from = QueryDay.Read(context, From) ?? new DateOnly(to.Year, to.Month, 1);
        if (from > to || to.DayNumber - from.DayNumber >= MostDays)
        {
            throw QueryDay.Refused(From, $"?{From.Name}= and ?{To.Name}= must be {MostDays} days at most, the first one first; received {from:O} and {to:O}.");
        }

        var report = await SpendReport.OfAsync(ledger, from, to, PartsOf(context), caller, aborted);
        context.Response.Headers.Vary = "Accept";
        if (SpendTable.IsWanted(context.Request))
        {
            context.Response.ContentType = $"{SpendTable.MediaType}; charset=utf-8; header=present";
            await context.Response.WriteAsync(SpendTable.Write(report), aborted);
            return;
        }

        var balances = QueryFlag.IsSet(context.Request, Balance) ? await BalancesAsync(aborted) : null;
        await JsonAnswer.WriteAsync(context, SpendDocument.Of(caller.Name, report, from, to, await ledger.LimitsAsync(caller, aborted), balances), JsonStyles.Compact.SpendDocument);
    }

    private static List<SpendPart> PartsOf(HttpContext context)
    {
        var names = (context.Query(By) is { Length: > 0 } given ? given : By.Default!).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
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
