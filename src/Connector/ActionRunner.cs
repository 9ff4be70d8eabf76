using System.Net;
using Connector.Declaration;
using Connector.Input;
using Connector.Input.Files;
using Connector.Output;
using Connector.Settings;
using Connector.Telemetry;
using Connector.Upstream;

namespace Connector;

/// <summary>Runs an action: validated input → upstream → sink → receipt. Every way into the connector ends here.</summary>
/// <param name="options">The connections.</param>
/// <param name="upstream">The client.</param>
/// <param name="sink">Where files go.</param>
/// <param name="resolver">Finds the files that inputs refer to.</param>
/// <param name="telemetry">Watches the runs.</param>
/// <param name="time">The clock.</param>
public sealed class ActionRunner(
    ConnectorOptions options, UpstreamClient upstream, IMediaSink sink, FileResolver resolver, ConnectorTelemetry telemetry, TimeProvider time)
{
    /// <summary>Runs an action. Either every file is saved whole and the receipt names them, or nothing is saved.</summary>
    /// <param name="input">The input; it is checked before anything is sent.</param>
    /// <param name="context">The request that asked for the run.</param>
    /// <param name="cancellationToken">Stops the run, upstream included.</param>
    /// <exception cref="ConnectorException">The input has problems, upstream failed, or its filter caught the result.</exception>
    public Task<ActionReceipt> RunAsync(ActionInput input, RunContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        return telemetry.RecordAsync(input.Action, context.RequestId, async () =>
        {
            await input.ResolveFilesAsync(resolver, cancellationToken);
            input.ThrowIfInvalid();
            if (input.Action.Output is MediaOutput)
            {
                await sink.PrepareAsync(cancellationToken);
            }

            return await upstream.WithinLimitAsync(input.Action.App, token => CallAsync(input, context, token), cancellationToken);
        });
    }

    private async Task<ActionReceipt> CallAsync(ActionInput input, RunContext context, CancellationToken cancellationToken)
    {
        var (action, app) = (input.Action, input.Action.App);
        var connection = options.Connect(app);
        using var response = await SendAsync(input, connection, cancellationToken);
        var call = new CompletedCall(
            context,
            action.Price?.Of(input),
            response.Headers.TryGetValues("x-request-id", out var ids) ? ids.FirstOrDefault() : null,
            connection.IsSandbox);
        return action.Output switch
        {
            MediaOutput { Wait: { } wait } when response.StatusCode == HttpStatusCode.Accepted =>
                call.Job(input.Values.Get(wait.Id, ""), action.Name, "The result is not ready yet"),
            MediaOutput media => await SaveAsync(input, media, response, call, cancellationToken),
            JobOutput job => call.Job(
                await JsonAnswerReader.ReadIdAsync(response, app, cancellationToken), job.ResultAction, action.Summary(input, "")),
            _ => call.Data(await JsonAnswerReader.ReadJsonAsync(response, app, cancellationToken), action.Summary(input, "")),
        };
    }

    /// <summary>Sends the call; for a job's result looks again while it is in progress and the caller is willing to wait.</summary>
    private async Task<HttpResponseMessage> SendAsync(ActionInput input, AppConnection connection, CancellationToken cancellationToken)
    {
        var wait = (input.Action.Output as MediaOutput)?.Wait;
        var patience = wait is null ? TimeSpan.Zero : TimeSpan.FromSeconds(input.Values.Get(wait.Seconds, 0));
        while (true)
        {
            using var request = await RequestEncoder.EncodeAsync(input, connection.BaseUrl, cancellationToken);
            var response = await upstream.SendAsync(request, connection, cancellationToken);
            if (wait is null || response.StatusCode != HttpStatusCode.Accepted || patience < wait.Interval)
            {
                return response;
            }

            response.Dispose();
            await Task.Delay(wait.Interval, time, cancellationToken);
            patience -= wait.Interval;
        }
    }

    private async Task<MediaReceipt> SaveAsync(
        ActionInput input, MediaOutput output, HttpResponseMessage response, CompletedCall call, CancellationToken cancellationToken)
    {
        var action = input.Action;
        await using var staged = new StagedBatch(sink, MediaPath.Folder(action.Name, time.GetUtcNow()), action);
        var facts = await MediaResponseReader.ReadAsync(response, output, action.App, staged.AddAsync, cancellationToken);
        ThrowIfUnusable(input, output, facts);
        staged.ThrowIfNotWhole();

        var files = await staged.PublishAsync(facts, call.Context.FilesUrl, cancellationToken);
        return call.Media(files, action.Summary(input, output.InWords(files.Count)));
    }

    /// <summary>CONTENT_FILTERED and ERROR come with status 200: the reason decides, not the status.</summary>
    private static void ThrowIfUnusable(ActionInput input, MediaOutput output, IReadOnlyList<MediaFacts> facts)
    {
        var (app, all) = (input.Action.App.Title, output.InWords(facts.Count));
        var failed = facts.Count(file => file.FinishReason == FinishReasons.Error);
        if (failed > 0)
        {
            throw new ConnectorException(
                502,
                ErrorCodes.GenerationFailed,
                $"{app} accepted the call but {failed} of {all} failed (finish reason {FinishReasons.Error}); nothing was saved. The call may have been charged.");
        }

        var filtered = facts.Count(file => file.FinishReason == FinishReasons.ContentFiltered);
        if (filtered > 0 && input.Values.Get(FilterPolicy.OnFiltered, FilterPolicy.Fail) != FilterPolicy.Keep)
        {
            throw new ConnectorException(
                422,
                ErrorCodes.ContentFiltered,
                $"The content filter caught {filtered} of {all} (finish reason {FinishReasons.ContentFiltered}, usually a blurred picture); nothing was saved. Change the prompt, or send {FilterPolicy.OnFiltered.Name} = {FilterPolicy.Keep} to save what came. The call may have been charged.");
        }
    }
}
