using Connector.Callers;

namespace Connector.Api.Mcp;

/// <summary>How a client reaches this server.</summary>
/// <param name="RequestId">The id of its request; null where requests have none, each call gets one then.</param>
/// <param name="FilesUrl">What a file's path is appended to for a link; null where no server runs, links are locations then.</param>
/// <param name="JobUrl">Where a job is looked at; null where nobody follows it.</param>
/// <param name="Gone">When it is no longer there to be answered.</param>
internal sealed record McpCaller(string? RequestId, Uri? FilesUrl, Func<string, Uri>? JobUrl, CancellationToken Gone)
{
    /// <summary>Is given what is to be disposed of when the answer is out; null where that is not told.</summary>
    public Action<IDisposable>? WhenAnswered { get; init; }

    /// <summary>Who it is.</summary>
    public Caller Caller { get; init; } = Caller.Nobody;

    /// <summary>The tools that it sees and may call.</summary>
    public McpToolSet Tools { get; init; } = McpToolSet.All;
}
