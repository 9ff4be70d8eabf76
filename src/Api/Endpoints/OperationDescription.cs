using Connector.Actions;
using Connector.Api.Documents.Api;

namespace Connector.Api.Endpoints;

/// <summary>An endpoint that documents show as one operation.</summary>
internal sealed record OperationDescription : EndpointDescription
{
    /// <summary>The group it is shown in.</summary>
    public required ApiGroup Group { get; init; }

    /// <summary>In a few words: sentence case, without a full stop.</summary>
    public required string Summary { get; init; }

    /// <summary>In sentences.</summary>
    public required string Text { get; init; }

    /// <summary>The request's body; null for none.</summary>
    public ApiContent? Body { get; init; }

    /// <summary>The answers that are no problems.</summary>
    public required IReadOnlyList<ApiAnswer> Answers { get; init; }

    /// <summary>The member of the answer that has the address of the next page; null for an answer without pages.</summary>
    public string? NextLink { get; init; }

    /// <summary>How a flow may begin with it; null for an operation that is called as any other.</summary>
    public ApiTrigger? Trigger { get; init; }

    /// <summary>Whom it is shown to.</summary>
    public ApiAudience For { get; init; } = ApiAudience.All;

    /// <inheritdoc/>
    public override IEnumerable<ApiOperation> Of(HttpEndpoint endpoint, Catalog catalog) =>
    [
        new()
        {
            Id = IdOf(endpoint.Name),
            Method = endpoint.Method,
            Path = HttpEndpoint.PathOf(endpoint.Route),
            Group = Group,
            Summary = Summary,
            Description = Text,
            Parameters = Parameters,
            Body = Body,
            Answers = Answers,
            Problems = Problems,
            IsAnonymous = endpoint.IsAnonymous,
            NextLink = NextLink,
            Trigger = Trigger,
            For = For,
        },
    ];
}
