using Connector.Runs;

namespace Connector.Callbacks;

/// <summary>Something that others are told of.</summary>
/// <param name="Type">What it is: one of <see cref="EventTypes"/>.</param>
/// <param name="Action">The action's full name.</param>
/// <param name="At">When it happened.</param>
public sealed record Happening(string Type, string Action, DateTimeOffset At)
{
    /// <summary>Whose run or batch it is; null for nobody in particular.</summary>
    public string? Caller { get; init; }

    /// <summary>The job that has ended; null for a run that somebody waited for, and for a batch.</summary>
    public string? Job { get; init; }

    /// <summary>The batch that has ended, or that the job belongs to; null for none.</summary>
    public string? Batch { get; init; }

    /// <summary>How the run ended; null for a batch, whose runs are read when it is sent.</summary>
    public RunAnswer? Answer { get; init; }

    /// <summary>The place of the file in the receipt, for an event of one file.</summary>
    public int File { get; init; }

    /// <summary>What a file's path is appended to for a link; null for none.</summary>
    public Uri? FilesUrl { get; init; }
}
