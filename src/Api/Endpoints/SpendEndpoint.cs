using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Declaration;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/spend</c>: what calls to real APIs cost, as JSON or, with <c>Accept: text/csv</c>, for spreadsheets.</summary>
internal sealed class SpendEndpoint(SpendReports reports) : IEndpoint
{
    private static readonly FlagParameter Balance = CheckActionEndpoint.WithBalance with { Description = "Reads what the accounts have left as well." };

    public static HttpEndpoint Endpoint { get; } = new("get-spend", [HttpMethods.Get], "api/spend", EndpointType.Of<SpendEndpoint>())
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Connections,
            Summary = "Get what was spent",
            Text = $"Counts the calls to real APIs and their documented prices, {SpendReports.MostDays} days at most. With Accept: {SpendTable.MediaType} the answer is a table for spreadsheets.",
            Parameters = [new(ApiPlace.Query, SpendReports.From), new(ApiPlace.Query, SpendReports.To), new(ApiPlace.Query, SpendReports.By), new(ApiPlace.Query, Balance)],
            Answers = [ApiAnswer.Json<SpendDocument>(200, "What was spent.")],
            Problems = [429, 502, 503, 504],
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var (caller, aborted) = (context.Caller(), context.RequestAborted);
        var question = reports.Parse(context.Query(SpendReports.From), context.Query(SpendReports.To), context.Query(SpendReports.By));
        context.Response.Headers.Vary = "Accept";
        if (SpendTable.IsWanted(context.Request))
        {
            context.Response.ContentType = $"{SpendTable.MediaType}; charset=utf-8; header=present";
            await context.Response.WriteAsync(SpendTable.Write(await reports.ReadAsync(question, caller, aborted)), aborted);
            return;
        }

        var document = await reports.ReadAsync(question, caller, QueryFlag.IsSet(context.Request, Balance), aborted);
        await JsonAnswer.WriteAsync(context, document, JsonStyles.Compact.SpendDocument);
    }
}
