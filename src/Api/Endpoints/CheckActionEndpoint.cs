using Connector.Actions;
using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Connector.Runs;
using Connector.Settings;

namespace Connector.Api.Endpoints;

/// <summary><c>POST /api/actions/{name}/check</c>: whether a call would be sent and what it would cost; nothing is.</summary>
internal sealed class CheckActionEndpoint(Catalog catalog, ConnectorOptions options, ActionInputs inputs, DryRunner dryRunner) : IEndpoint
{
    /// <summary>Whether to read the balance.</summary>
    public static FlagParameter WithBalance { get; } = new()
    {
        Name = "balance",
        Label = "Balance",
        Description = "Reads the account's balance as well.",
        Default = false,
    };

    private static readonly int[] Problems = [402, 404, 413, 415, 422, 429, 502, 503, 504];

    private static readonly string Route = $"{ActionInputs.Route}/check";

    public static HttpEndpoint Endpoint { get; } =
        new("check-action", [HttpMethods.Post], Route, EndpointType.Of<CheckActionEndpoint>())
        {
            BodyParameters = ActionInputs.ParametersOf,
            Describe = () => new ActionDescription
            {
                Verb = "Check",
                SummaryOf = summary => $"Check a call: {summary}",
                Parameters = [new(ApiPlace.Query, WithBalance), ActionInputs.AgainParameter],
                AnswersOf = _ => [Answer],
                Problems = Problems,
                For = ApiAudience.Programs,
                OfAny = new ApiOperation
                {
                    // A definition for flows with every input twice would be too large.
                    Id = "CheckAction",
                    Method = HttpMethod.Post,
                    Path = HttpEndpoint.PathOf(Route),
                    Group = ApiGroups.Catalog,
                    Summary = "Check a call of an action",
                    Description = "Tells what is wrong with an input, or what the call would cost. Nothing is made or spent.",
                    Parameters = [ActionInputs.NameParameter, new(ApiPlace.Query, WithBalance)],
                    Body = new ApiContent(ApiContent.Json, new ApiShape.Input("AnyInput", [])),
                    Answers = [Answer],
                    Problems = Problems,
                    For = ApiAudience.Flows,
                },
            },
        };

    private static ApiAnswer Answer => ApiAnswer.Json<DryRun>(200, "What is wrong with the input, or what the call would cost.");

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await using var input = await inputs.ReadAsync(context);
            await WriteAsync(context, input, QueryFlag.IsSet(context.Request, WithBalance));
        }
        catch (ConnectorException failure) when (failure.Code == ErrorCodes.InvalidInput)
        {
            var action = catalog.Find(context.Route(ActionInputs.NameValue));
            await WriteAsync(context, DryRun.Refused(action.Name, failure.Problems, context.TraceIdentifier, options.Connect(action.App).IsSandbox));
        }
    }

    /// <summary>Answers what a call would cost.</summary>
    /// <exception cref="ConnectorException">It would be refused.</exception>
    public async Task WriteAsync(HttpContext context, ActionInput input, bool withBalance) =>
        await WriteAsync(context, await dryRunner.RunAsync(input, context.TraceIdentifier, withBalance, context.RequestAborted));

    private static Task WriteAsync(HttpContext context, DryRun dryRun) => JsonAnswer.WriteAsync(context, dryRun, JsonStyles.Compact.DryRun);
}
