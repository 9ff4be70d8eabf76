using System.Text.Json;
using Connector.Recipes;

namespace Connector.Output;

/// <summary>What becomes of a paid answer whose files the store did not take: all that its receipt needs, beside the files themselves.</summary>
internal sealed record SpilledAnswer
{
    /// <summary>The fingerprint of the run's input; null for a run that nobody can come back for.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The documented price.</summary>
    public decimal? Credits { get; init; }

    /// <summary>The call in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>What was odd about the answer.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>What upstream says that the call used up.</summary>
    public JsonElement? Usage { get; init; }

    /// <summary>The id of the request.</summary>
    public required string RequestId { get; init; }

    /// <summary>Upstream's id of the call.</summary>
    public string? UpstreamRequestId { get; init; }

    /// <summary>Whether the sandbox answered.</summary>
    public required bool Sandbox { get; init; }

    /// <summary>How the files were made; null where that is not kept.</summary>
    public Recipe? Recipe { get; init; }

    /// <summary>The files that the store took before it failed.</summary>
    public IReadOnlyList<MediaFile> Stored { get; init; } = [];

    /// <summary>The others, which follow them.</summary>
    public IReadOnlyList<SpilledFile> Files { get; init; } = [];

    public static SpilledAnswer Of(MediaReceipt receipt, Recipe? recipe, string? fingerprint) => new()
    {
        Recipe = recipe,
        Fingerprint = fingerprint,
        Credits = receipt.Credits,
        Summary = receipt.Summary,
        Warnings = receipt.Warnings,
        Usage = receipt.Usage,
        RequestId = receipt.RequestId,
        UpstreamRequestId = receipt.UpstreamRequestId,
        Sandbox = receipt.Sandbox,
    };

    /// <summary>The receipt, once all files are stored.</summary>
    public MediaReceipt Receipt(IReadOnlyList<MediaFile> restored) => new()
    {
        Files = [.. Stored, .. restored],
        Credits = Credits,
        Summary = Summary,
        Warnings = Warnings,
        Usage = Usage,
        RequestId = RequestId,
        UpstreamRequestId = UpstreamRequestId,
        Sandbox = Sandbox,
    };
}
