using Connector.Actions;
using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Documents.Schemas;
using Connector.Api.Http;
using Connector.Declaration;
using Connector.Runs;

namespace Connector.Api.Endpoints;

/// <summary>The one route of all actions as documents show it: an operation per action.</summary>
internal sealed record ActionDescription : EndpointDescription
{
    /// <inheritdoc/>
    public override IEnumerable<ApiOperation> Of(HttpEndpoint endpoint, Catalog catalog) => catalog.Actions.Select(action =>
        new ApiOperation
        {
            Id = IdOf(action.Name),
            Method = endpoint.Method,
            Path = HttpEndpoint.PathOf(RunActionEndpoint.RouteOf(action.Name)),
            Group = GroupOf(action.App),
            Summary = SummaryOf(action),
            Description = action.TextWithPrice,
            Parameters = Parameters,
            Body = BodyOf(action),
            Answers = [.. AnswersOf(action)],
            Problems = Problems,
        });

    /// <summary>The group of an app's actions.</summary>
    public static ApiGroup GroupOf(ConnectorApp app) => new(app.Title, app.Description);

    /// <summary>The title in sentence case, but for its proper names.</summary>
    private static string SummaryOf(ConnectorAction action) => action.App.ProductNames.Aggregate(
        char.ToUpperInvariant(action.Title[0]) + action.Title[1..].ToLowerInvariant(),
        (summary, name) => summary.Replace(name, name, StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyList<ApiContent> BodyOf(ConnectorAction action)
    {
        var input = InputSchemas.Of(action);
        return [new(ApiContent.Json, input) { Example = ExampleInput.Of(action) }, new(ApiContent.Form, input)];
    }

    private static IEnumerable<ApiAnswer> AnswersOf(ConnectorAction action)
    {
        var receipts = AnswerSchemas.OfReceipt(action);
        var example = ExampleReceipt.Of(action);
        ApiContent[] bytes = action.Output is MediaOutput media ? [new(media.MediaRange, Schema: null)] : [];
        yield return new ApiAnswer(
            200,
            "The action has ended, or was checked only.",
            [new(ApiContent.Json, Schema.OneOf([.. receipts.AnyOf.DefaultIfEmpty(receipts), AnswerSchemas.Of<DryRun>()])) { Example = example }, .. bytes])
        {
            Headers = RunAnswers.EndHeaders,
        };
        var job = AnswerSchemas.Of<JobDocument>();
        yield return new ApiAnswer(
            202,
            "The result comes later, at the address in Location.",
            action.Output is JobOutput
                ? new ApiContent(ApiContent.Json, Schema.OneOf(receipts, job)) { Example = example }
                : new ApiContent(ApiContent.Json, job) { Example = ExampleReceipt.JobOf(action) })
        {
            Headers = RunAnswers.AcceptedHeaders,
        };
    }
}
