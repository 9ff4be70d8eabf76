using System.Diagnostics;
using System.Globalization;
using Connector.Functions.Http;
using Connector.Json;
using Connector.Output;

namespace Connector.Functions.Endpoints;

/// <summary><c>POST /api/actions/{name}</c>: runs an action.</summary>
internal static class RunActionEndpoint
{
    /// <summary>The route's part that names the action.</summary>
    public const string NameValue = "name";

    public static HttpEndpoint Endpoint { get; } = new("run-action", [HttpMethods.Post], RouteOf($"{{{NameValue}}}"), HandleAsync);

    /// <summary>The route of one action.</summary>
    public static string RouteOf(string name) => $"api/actions/{name}";

    private static async Task HandleAsync(HttpContext context)
    {
        var runtime = context.Runtime();
        var action = runtime.Catalog.Find(context.Route(NameValue));
        await using var input = await InputReader.ReadAsync(context.Request, action, context.RequestAborted);
        var wantsBytes = AnswerForm.WantsBytes(context.Request, input);

        var started = Stopwatch.GetTimestamp();
        var receipt = await runtime.Runner.RunAsync(
            input, new RunContext(context.TraceIdentifier, context.Request.FilesUrl()), context.RequestAborted);
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(action.Name).LogInformation(
            "{Summary} {Milliseconds} ms, {Credits} credits, sandbox {Sandbox}, {RequestId}",
            receipt.Summary,
            (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            receipt.Credits,
            receipt.Sandbox,
            receipt.RequestId);
        if (wantsBytes && receipt is MediaReceipt media)
        {
            await AnswerBytesAsync(context, media);
            return;
        }

        await JsonAnswer.WriteAsync(context, receipt, JsonStyles.Compact.ActionReceipt);
    }

    private static async Task AnswerBytesAsync(HttpContext context, MediaReceipt receipt)
    {
        var saved = receipt.Files[0];
        var headers = context.Response.Headers;
        headers["X-File-Path"] = saved.Path;
        headers["Seed"] = saved.Seed?.ToString(CultureInfo.InvariantCulture);
        headers["Finish-Reason"] = saved.FinishReason;
        var file = await context.Runtime().Sink.FindAsync(saved.Path, context.RequestAborted)
            ?? throw new InvalidOperationException($"{saved.Path} was saved and is not found.");
        await FileEndpoint.SendAsync(context, file, rangeAllowed: false);
    }
}
