using System.Globalization;
using Connector.Declaration;
using Connector.Input;
using Connector.Output;
using Connector.Settings;
using Connector.Upstream;

namespace Connector;

/// <summary>Runs an action: validated input → upstream → sink → receipt. Every way into the connector ends here.</summary>
/// <param name="options">The connections and the time limit.</param>
/// <param name="upstream">The client.</param>
/// <param name="sink">Where files go.</param>
/// <param name="time">The clock.</param>
public sealed class ActionRunner(ConnectorOptions options, UpstreamClient upstream, IMediaSink sink, TimeProvider time)
{
    /// <summary>Runs an action. Either every image is saved whole and the receipt names them, or nothing is saved.</summary>
    /// <param name="input">The input; it is validated before anything is sent.</param>
    /// <param name="context">The request that asked for the run.</param>
    /// <param name="cancellationToken">Stops the run, upstream included.</param>
    /// <exception cref="ConnectorException">The input has problems, upstream failed, or its filter caught the images.</exception>
    public async Task<MediaReceipt> RunAsync(ActionInput input, RunContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        input.ThrowIfInvalid();

        using var limit = new CancellationTokenSource(options.UpstreamTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await RunValidAsync(input, context, both.Token);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw UpstreamFailures.TimedOut(input.Action.App, options.UpstreamTimeout, exception);
        }
    }

    private async Task<MediaReceipt> RunValidAsync(ActionInput input, RunContext context, CancellationToken cancellationToken)
    {
        var action = input.Action;
        var connection = options.Connect(action.App);
        using var request = RequestEncoder.Encode(input, connection.BaseUrl);
        using var response = await upstream.SendAsync(request, connection, cancellationToken);

        var folder = MediaPath.Folder(action.Name, time.GetUtcNow());
        await using var staged = new StagedImages(sink, folder, action.App);
        var facts = await ImageResponseReader.ReadAsync(response, action, staged.AddAsync, cancellationToken);
        ThrowIfUnusable(input, facts);
        staged.ThrowIfNotWhole();

        var files = await staged.PublishAsync(facts, context.FilesUrl, cancellationToken);
        return new MediaReceipt
        {
            Files = files,
            Credits = action.Price.Of(input),
            Summary = action.Summary(input, files.Count == 1 ? "1 image" : string.Create(CultureInfo.InvariantCulture, $"{files.Count} images")),
            RequestId = context.RequestId,
            UpstreamRequestId = response.Headers.TryGetValues("x-request-id", out var ids) ? ids.FirstOrDefault() : null,
            Sandbox = connection.IsSandbox,
        };
    }

    /// <summary>CONTENT_FILTERED and ERROR come with status 200: the reason decides, not the status.</summary>
    private static void ThrowIfUnusable(ActionInput input, IReadOnlyList<ImageFacts> facts)
    {
        var failed = facts.Count(image => image.FinishReason == FinishReasons.Error);
        if (failed > 0)
        {
            throw new ConnectorException(
                502,
                ErrorCodes.GenerationFailed,
                $"{input.Action.App.Title} accepted the call but {failed} of {facts.Count} images failed (finish reason {FinishReasons.Error}); nothing was saved. The call may have been charged.");
        }

        var filtered = facts.Count(image => image.FinishReason == FinishReasons.ContentFiltered);
        if (filtered > 0 && input.Values.Get(FilterPolicy.OnFiltered, FilterPolicy.Fail) != FilterPolicy.Keep)
        {
            throw new ConnectorException(
                422,
                ErrorCodes.ContentFiltered,
                $"The content filter caught {filtered} of {facts.Count} images (finish reason {FinishReasons.ContentFiltered}, usually a blurred picture); nothing was saved. Change the prompt, or send {FilterPolicy.OnFiltered.Name} = {FilterPolicy.Keep} to save what came. The call may have been charged.");
        }
    }
}
