using System.Text.Json;
using Connector.Output;

namespace Connector.Runs;

/// <summary>What every receipt of a call has in common.</summary>
internal sealed record CompletedCall(RunContext Context, string? Caller, decimal? Credits, string? UpstreamRequestId, bool Sandbox, IReadOnlyList<string>? InputWarnings = null)
{
    private IReadOnlyList<string>? Warnings => InputWarnings is { Count: > 0 } ? InputWarnings : null;

    public MediaReceipt Media(IReadOnlyList<MediaFile> files, string summary) => new()
    {
        Files = files,
        Caller = Caller,
        Credits = Credits,
        Summary = summary,
        Warnings = Warnings,
        RequestId = Context.RequestId,
        UpstreamRequestId = UpstreamRequestId,
        Sandbox = Sandbox,
    };

    public JobReceipt Job(string id, string resultAction, string summary) => new()
    {
        Id = id,
        ResultAction = resultAction,
        Caller = Caller,
        Credits = Credits,
        Summary = $"{summary}; fetch it with {resultAction}.",
        Warnings = Warnings,
        RequestId = Context.RequestId,
        UpstreamRequestId = UpstreamRequestId,
        Sandbox = Sandbox,
    };

    public DataReceipt Data(JsonElement data, string summary) => new()
    {
        Data = data,
        Caller = Caller,
        Credits = Credits,
        Summary = summary,
        Warnings = Warnings,
        RequestId = Context.RequestId,
        UpstreamRequestId = UpstreamRequestId,
        Sandbox = Sandbox,
    };
}
