namespace Connector.Api.Documents.Api;

/// <summary>What one method of a route does, for the documents that describe the HTTP API.</summary>
public sealed record ApiOperation
{
    /// <summary>A unique name, Pascal case, which generated clients call it by.</summary>
    public required string Id { get; init; }

    /// <summary>The HTTP method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>The path below the base, beginning with a slash; parameters in braces.</summary>
    public required string Path { get; init; }

    /// <summary>The group it is shown in.</summary>
    public required ApiGroup Group { get; init; }

    /// <summary>What it does in a few words: sentence case, without a full stop.</summary>
    public required string Summary { get; init; }

    /// <summary>What it does, in sentences.</summary>
    public required string Description { get; init; }

    /// <summary>What goes into path, query and headers.</summary>
    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>
    /// The request's body; null for none. It is the one that generated clients are to send: beside a form of the same inputs some would write
    /// each of them twice, as a body and as parameters.
    /// </summary>
    public ApiContent? Body { get; init; }

    /// <summary>The answers that are no problems.</summary>
    public required IReadOnlyList<ApiAnswer> Answers { get; init; }

    /// <summary>The statuses of the problems it may answer, beside those of every operation.</summary>
    public IReadOnlyList<int> Problems { get; init; } = [];

    /// <summary>The member of the answer that has the address of the next page; null for an answer without pages.</summary>
    public string? NextLink { get; init; }

    /// <summary>How a flow may begin with it; null for an operation that is called as any other.</summary>
    public ApiTrigger? Trigger { get; init; }

    /// <summary>Whether no access key is needed.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>Whom it is shown to; not to those who have no use for it.</summary>
    public ApiAudience For { get; init; } = ApiAudience.All;
}
