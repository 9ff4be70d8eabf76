using Connector.Actions;
using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Declaration;

namespace Connector.Api.Endpoints;

/// <summary>A route of all actions as documents show it: an operation per action.</summary>
internal sealed record ActionDescription : EndpointDescription
{
    /// <summary>What is done with the action, before its name in an operation's id; empty for running it.</summary>
    public string Verb { get; init; } = "";

    /// <summary>The summary, made of the action's own.</summary>
    public Func<string, string> SummaryOf { get; init; } = summary => summary;

    /// <summary>The answers that are no problems.</summary>
    public required Func<ConnectorAction, IEnumerable<ApiAnswer>> AnswersOf { get; init; }

    /// <summary>Whether a key makes a call the same one also where the action only reads.</summary>
    public bool KeepsReads { get; init; }

    /// <summary>Whom it is shown to.</summary>
    public ApiAudience For { get; init; } = ApiAudience.All;

    /// <summary>An operation for whichever action, for those who are not shown one for each; null for none.</summary>
    public ApiOperation? OfAny { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<ApiOperation> Of(HttpEndpoint endpoint, Catalog catalog) => catalog.Actions.Select(action =>
        new ApiOperation
        {
            Id = Verb + IdOf(action.Name),
            Method = endpoint.Method,
            Path = HttpEndpoint.PathOf(endpoint.Route.Replace($"{{{ActionInputs.NameValue}}}", action.Name, StringComparison.Ordinal)),
            Group = GroupOf(action.App),
            Summary = SummaryOf(SentenceOf(action)),
            Description = action.TextWithPrice,
            Parameters = [.. Parameters.Where(parameter => IsOf(action, parameter.Declared))],
            Body = BodyOf(action),
            Answers = [.. AnswersOf(action)],
            Problems = Problems,
            For = For,
        }).Concat(OfAny is null ? [] : [OfAny]);

    /// <summary>The group of an app's actions.</summary>
    public static ApiGroup GroupOf(ConnectorApp app) => new(app.Title, app.Description);

    /// <summary>Not the key of a run where it only reads, which costs nothing twice, nor earlier inputs where there are none.</summary>
    private bool IsOf(ConnectorAction action, Parameter parameter) =>
        (parameter != IdempotencyKey.Parameter || KeepsReads || action.Endpoint.Method != HttpMethod.Get)
        && (parameter != ActionInputs.AgainParameter.Declared || action.Parameters.Count > 0);

    /// <summary>The title in sentence case, but for its proper names.</summary>
    private static string SentenceOf(ConnectorAction action) => action.App.ProductNames.Aggregate(
        char.ToUpperInvariant(action.Title[0]) + action.Title[1..].ToLowerInvariant(),
        (summary, name) => summary.Replace(name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>An action without inputs takes no body.</summary>
    private static ApiContent? BodyOf(ConnectorAction action) => action.Parameters.Count == 0 ? null : new ApiContent(
        ApiContent.Json, new ApiShape.Input($"{IdOf(action.Name)}Input", action.Parameters) { Action = action }) { Example = ExampleInput.Of(action) };
}
