namespace Connector.Api.Documents.Api;

/// <summary>What one method of a route does, for the documents that describe the HTTP API.</summary>
public sealed record ApiOperation
{
    /// <summary>A unique name, Pascal case, which generated clients call it by.</summary>
    public required string Id { get; init; }

    /// <summary>The HTTP method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>The method as documents write it.</summary>
    public string MethodKey => Method.Method.ToLowerInvariant();

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

    /// <summary>The forms of the request's body, the first one preferred; empty for none.</summary>
    public IReadOnlyList<ApiContent> Body { get; init; } = [];

    /// <summary>The answers that are no problems.</summary>
    public required IReadOnlyList<ApiAnswer> Answers { get; init; }

    /// <summary>The statuses of the problems it may answer, beside those of every operation.</summary>
    public IReadOnlyList<int> Problems { get; init; } = [];

    /// <summary>Whether no access key is needed.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>Whether flows have a use for it; builders show the others not at all.</summary>
    public bool IsForFlows { get; init; } = true;
}
