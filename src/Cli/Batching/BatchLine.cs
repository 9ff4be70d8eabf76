using System.Text.Json;
using Connector.Failures;

namespace Connector.Cli.Batching;

/// <summary>A line of a results file: each start has one that tells of the batch, each row one of what came of it, and each end in order one.</summary>
internal sealed record BatchLine
{
    /// <summary>How a row's line says that it went well.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>How it says that it did not.</summary>
    public const string Failed = "failed";

    /// <summary>The batch's id, which every key is made of; in the line of a start.</summary>
    public string? Batch { get; init; }

    /// <summary>The batch's action; in the line of a start.</summary>
    public string? Action { get; init; }

    /// <summary>When it was begun, or taken up again; in the line of a start.</summary>
    public DateTimeOffset? Begun { get; init; }

    /// <summary>Who has the records of its keys: a server, or a store; in the line of a start.</summary>
    public string? Place { get; init; }

    /// <summary>The row's number, from 1.</summary>
    public long? Row { get; init; }

    /// <summary>Tells the row's inputs from others.</summary>
    public string? Inputs { get; init; }

    /// <summary><see cref="Succeeded"/> or <see cref="Failed"/>.</summary>
    public string? Status { get; init; }

    /// <summary>The path of the row's first file in the store.</summary>
    public string? Path { get; init; }

    /// <summary>The copies that were asked for.</summary>
    public IReadOnlyList<string>? Copies { get; init; }

    /// <summary>The documented price of the row's call.</summary>
    public decimal? Credits { get; init; }

    /// <summary>The receipt, where it went well.</summary>
    public JsonElement? Receipt { get; init; }

    /// <summary>The problem, where it did not.</summary>
    public ProblemDocument? Problem { get; init; }

    /// <summary>When the command ended in order, whether or not all rows are done; in a line of its own.</summary>
    public DateTimeOffset? Left { get; init; }
}
