using System.Globalization;
using System.Text;
using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Callbacks;
using Connector.Failures;
using Connector.Files;
using Connector.Output;
using Connector.Runs;
using Microsoft.OpenApi;

namespace Connector.Api.Http;

/// <summary>Writes what a run came to: its receipt or the picture itself, its problem, or where to look for it later.</summary>
/// <param name="sink">Where the pictures are.</param>
internal sealed class RunAnswers(IMediaSink sink)
{
    private const string Replayed = "Idempotent-Replayed";

    /// <summary>How soon to look for a job that the connector itself runs.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    /// <summary>How soon to look for one that upstream works on, which is itself asked every ten seconds.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(10);

    /// <summary>What the answer to a run that has not ended carries.</summary>
    public static IReadOnlyList<ApiHeader> AcceptedHeaders { get; } =
    [
        new("Location", JsonSchemaType.String, "Where to look for the result.") { Format = "uri" },
        new("Retry-After", JsonSchemaType.Integer, "Seconds to wait before looking.") { Format = "int32" },
    ];

    /// <summary>What the answer to a run that has ended may carry.</summary>
    public static IReadOnlyList<ApiHeader> EndHeaders { get; } =
    [
        new(Replayed, JsonSchemaType.Boolean, "Whether it is the answer of an earlier request with the same key."),
    ];

    /// <summary>Answers the end of a run that was not this request's own.</summary>
    /// <param name="context">The request.</param>
    /// <param name="answer">The end.</param>
    /// <param name="asBytes">Whether the caller wants the picture itself.</param>
    /// <param name="callback">How far the run's callback has come; null for none.</param>
    public async Task WriteAgainAsync(HttpContext context, RunAnswer answer, bool asBytes, CallbackDocument? callback = null) => await WriteAsync(
        context,
        answer.Media is { } media && !asBytes
            ? answer with { Media = await media.WithNewLinksAsync(sink, context.Request.FilesUrl(), context.RequestAborted) }
            : answer,
        asBytes,
        callback);

    /// <summary>Answers a run's end.</summary>
    public Task WriteAsync(HttpContext context, RunAnswer answer, bool asBytes, CallbackDocument? callback = null) => answer switch
    {
        { Problem: { } problem } => JsonAnswer.WriteProblemAsync(context, problem, callback),
        { Media: { } media } when asBytes => WriteBytesAsync(context, media),
        _ => JsonAnswer.WriteAsync(context, JsonAnswer.With(answer.Receipt!, JsonStyles.Compact.ActionReceipt, callback), EventDocument.ContentType),
    };

    /// <summary>Answers 202 for a job that upstream has begun, with its id and where the connector will have the result.</summary>
    public static Task WriteFollowedAsync(HttpContext context, JobReceipt receipt, RunRecord run)
    {
        var url = Accept(context, run);
        return JsonAnswer.WriteAsync<ActionReceipt>(context, receipt with { JobUrl = url }, JsonStyles.Compact.ActionReceipt);
    }

    /// <summary>Answers 202 for a run that has not ended.</summary>
    public static Task WriteAcceptedAsync(HttpContext context, RunRecord run)
    {
        var url = Accept(context, run);
        return JsonAnswer.WriteAsync(context, JobDocument.Of(run, url), JsonStyles.Compact.JobDocument);
    }

    /// <summary>Answers 202 for a batch that has not ended, 200 for one that has.</summary>
    /// <param name="context">The request.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="delivery">How far its callback has come; null before its end.</param>
    public static Task WriteAsync(HttpContext context, Batch batch, Delivery? delivery = null)
    {
        var callback = batch.Record.CallbackUrl is { } told ? CallbackDocument.Of(told, delivery) : null;
        var url = context.Request.BatchUrl(batch.Record.Id);
        if (!batch.HasEnded)
        {
            Accept(context, url, batch.Items.All(item => item.State is RunState.Waiting or RunState.Done) ? Later : Soon);
        }

        return JsonAnswer.WriteAsync(context, BatchDocument.Of(batch, url, context.Request.JobUrl) with { Callback = callback }, JsonStyles.Compact.BatchDocument);
    }

    /// <summary>Says whether the answer is that of an earlier request.</summary>
    public static void MarkReplayed(HttpContext context, bool replayed)
    {
        if (replayed)
        {
            context.Response.Headers[Replayed] = "true";
        }
    }

    private static Uri Accept(HttpContext context, RunRecord run)
    {
        var url = context.Request.JobUrl(run.Id);
        Accept(context, url, run.State == RunState.Waiting ? Later : Soon);
        return url;
    }

    private static void Accept(HttpContext context, Uri url, TimeSpan wait)
    {
        var headers = context.Response.Headers;
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        headers.Location = FollowedAddress.Of(context.Request, url).AbsoluteUri;
        headers.RetryAfter = wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
    }

    /// <summary>Headers are ASCII, and upstream's words may not be: other characters are percent-encoded.</summary>
    private static string Ascii(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.IsAscii && !Rune.IsControl(rune) ? $"{rune}" : Uri.EscapeDataString($"{rune}")));

    private async Task WriteBytesAsync(HttpContext context, MediaReceipt receipt)
    {
        var saved = receipt.Files[0];
        var headers = context.Response.Headers;
        headers["X-File-Path"] = saved.Path;
        headers["Seed"] = saved.Seed?.ToString(CultureInfo.InvariantCulture);
        headers["Finish-Reason"] = saved.FinishReason is { } reason ? Ascii(reason) : null;
        var file = await sink.FindAsync(saved.Path, context.RequestAborted)
            ?? throw new ConnectorException(410, ErrorCodes.FileNotFound, $"{saved.Path} was saved and has been deleted since.");
        await FileAnswer.WriteAsync(context, file, rangeAllowed: false);
    }
}
