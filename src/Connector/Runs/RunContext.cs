using Connector.Recipes;

namespace Connector.Runs;

/// <summary>What a run needs to know of the request that asked for it.</summary>
/// <param name="RequestId">The id that joins answer and log.</param>
/// <param name="FilesUrl">The address that a file's path is appended to for a link; null when no server runs, links are locations then.</param>
public sealed record RunContext(string RequestId, Uri? FilesUrl)
{
    /// <summary>Whether nobody waits for the run, as for a job: calls that somebody waits for go first.</summary>
    public bool IsBackground { get; init; }

    /// <summary>The id under which somebody can come back for the run; null when nobody can.</summary>
    public string? RunId { get; init; }

    /// <summary>The fingerprint of the run's input; null when nobody can come back for it.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>How the files were made that this run only fetches; null when the run itself makes them.</summary>
    public Recipe? Recipe { get; init; }

    /// <summary>Whether somebody is to be told when the batch has ended that the run belongs to.</summary>
    public bool TellsBatch { get; init; }

    /// <summary>What has to be done before a call is sent that may cost, such as writing down that it is; null for nothing.</summary>
    public Func<CancellationToken, Task>? BeforeSending { get; init; }
}
