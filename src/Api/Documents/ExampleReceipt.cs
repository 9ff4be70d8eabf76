using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Declaration;
using Connector.Images;
using Connector.Output;
using Connector.Runs;

namespace Connector.Api.Documents;

/// <summary>What an action answers to its example: a receipt as it would be, with made-up ids and addresses.</summary>
public static class ExampleReceipt
{
    private const string Id = "2487dde084034bb2a9268abef6ba542e";
    private const string Sha256 = "948f2b0c1c8bd9f3f0c31b6b2e7f9bb2a5a1f8f0f64d6a0b5f3c2d1e0f9aa38f";

    private static readonly Uri Server = new("https://connector.example/api/");

    /// <summary>The receipt; null for data, whose shape is upstream's own.</summary>
    /// <param name="action">The action.</param>
    public static JsonObject? Of(ConnectorAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var input = ExampleInput.Read(action);
        var call = new CompletedCall(new RunContext(Id, FilesUrl: null), Caller: null, action.Price?.Of(input.Values), UpstreamRequestId: Id, Sandbox: false);
        ActionReceipt? receipt = action.Output switch
        {
            MediaOutput media => call.Media([FileOf(action, media)], action.Summary(input.Values, media.InWords(1))),
            JobOutput job => call.Job(Sha256, job.ResultAction, action.Summary(input.Values, "")) with { JobUrl = new Uri(Server, $"jobs/{Id}") },
            _ => null,
        };
        return receipt is null ? null : JsonSerializer.SerializeToNode(receipt, JsonStyles.Compact.ActionReceipt)!.AsObject();
    }

    /// <summary>A job of the action that has not ended.</summary>
    /// <param name="action">The action.</param>
    public static JsonObject JobOf(ConnectorAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var job = new JobDocument(Id, new Uri(Server, $"jobs/{Id}"), action.Name, "running", new DateTimeOffset(2026, 11, 21, 9, 30, 0, TimeSpan.Zero), Id, NextLook: null, LastLook: null);
        return JsonSerializer.SerializeToNode(job, JsonStyles.Compact.JobDocument)!.AsObject();
    }

    private static MediaFile FileOf(ConnectorAction action, MediaOutput media)
    {
        var format = MediaFormat.Known.First(format => format.ContentType.StartsWith(media.MediaRange.TrimEnd('*'), StringComparison.Ordinal));
        var path = $"{action.Name}/2026/11/21/{Id}{format.Extension}";
        return new MediaFile
        {
            Path = path,
            Location = new Uri($"https://connectorfiles.blob.core.windows.net/connector/{path}"),
            Url = new Uri(Server, $"files/{path}"),
            ContentType = format.ContentType,
            Bytes = 1_489_263,
            Width = format.IsImage ? 1024 : null,
            Height = format.IsImage ? 1024 : null,
            Sha256 = Sha256,
            ContentCredentials = format.IsImage ? false : null,
            Seed = 93_815_005,
            FinishReason = "SUCCESS",
        };
    }
}
