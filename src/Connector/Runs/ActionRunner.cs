using System.Net;
using Connector.Declaration;
using Connector.Failures;
using Connector.Files;
using Connector.Images;
using Connector.Input;
using Connector.Options;
using Connector.Output;
using Connector.Recipes;
using Connector.Settings;
using Connector.Spending;
using Connector.Telemetry;
using Connector.Upstream;
using Microsoft.Extensions.Logging;

namespace Connector.Runs;

/// <summary>Runs an action: validated input → upstream → sink → receipt. Every way into the connector ends here.</summary>
/// <param name="options">The connections.</param>
/// <param name="upstream">The client.</param>
/// <param name="sink">Where files go.</param>
/// <param name="spill">Where files are kept that were paid for and that the sink did not take.</param>
/// <param name="resolver">Finds the files that inputs refer to.</param>
/// <param name="results">Finds the files that answers only name.</param>
/// <param name="telemetry">Watches the runs.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
/// <param name="ledger">Counts what calls cost; null for nobody.</param>
/// <param name="recipes">Where it is kept how files were made; null for nowhere.</param>
public sealed class ActionRunner(
    ConnectorOptions options,
    UpstreamClient upstream,
    IMediaSink sink,
    SpillFolder spill,
    FileResolver resolver,
    ResultFetcher results,
    ConnectorTelemetry telemetry,
    TimeProvider time,
    ILogger<ActionRunner> log,
    Ledger? ledger = null,
    RecipeRecords? recipes = null)
{
    private const string NotReady = "The result is not ready yet";

    /// <summary>Runs an action. Every file that is good is saved whole, and the receipt names them; when none is, nothing is saved.</summary>
    /// <param name="input">The input; it is checked before anything is sent.</param>
    /// <param name="context">The request that asked for the run.</param>
    /// <param name="cancellationToken">Stops the run, upstream included.</param>
    /// <exception cref="ConnectorException">The input has problems, upstream failed, or its filter caught the result.</exception>
    public async Task<ActionReceipt> RunAsync(ActionInput input, RunContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        var (action, started) = (input.Action.Name, time.GetTimestamp());
        try
        {
            var receipt = await telemetry.RecordAsync(
                input.Action, Generation.Of(input.Action, options.Connect(input.Action.App), input.Values), input.Caller.Name, context.RequestId, () => RunUnwatchedAsync(input, context, cancellationToken), Measure);
            if (!context.IsBackground)
            {
                RunLog.Ran(log, receipt, context.RequestId, action, time.GetElapsedTime(started));
            }

            return receipt;
        }
        catch (ConnectorException failure) when (!context.IsBackground)
        {
            // A job is written down when it has ended: this may not be its end.
            RunLog.Failed(log, failure, context.RequestId, action, time.GetElapsedTime(started));
            throw;
        }
    }

    /// <summary>
    /// The failure of a run that is refused for what its input shows by itself, counted and written down as any other run. It is not thrown:
    /// that would cost ten times what finding the problems does. Null for an input that is to be run.
    /// </summary>
    internal ConnectorException? RefusalOf(ActionInput input, RunContext context)
    {
        var started = time.GetTimestamp();
        if (input.HasUnseenFiles || input.Validate() is not { Count: > 0 } problems)
        {
            return null;
        }

        var refusal = ConnectorException.InvalidInput(input.Action.Name, problems);
        refusal.MayHaveBeenCharged = false;
        telemetry.RecordRefusal(input.Action, input.Caller.Name, context.RequestId, refusal);
        RunLog.Failed(log, refusal, context.RequestId, input.Action.Name, time.GetElapsedTime(started));
        return refusal;
    }

    /// <summary>What the run counts for: the sandbox costs nothing.</summary>
    private static (long SavedBytes, decimal? Credits) Measure(ActionReceipt receipt) => (
        (receipt as MediaReceipt)?.Files.Sum(file => file.Bytes) ?? 0,
        receipt.Sandbox ? null : receipt.Credits ?? 0);

    /// <summary>Here every failure of a run that costs is told whether it may have been charged.</summary>
    private async Task<ActionReceipt> RunUnwatchedAsync(ActionInput input, RunContext context, CancellationToken cancellationToken)
    {
        var action = input.Action;
        var connection = options.Connect(action.App);
        var call = new UpstreamCall(
            connection, action.Endpoint.Method, token => RequestEncoder.EncodeAsync(input, connection.BaseUrl, token), context.BeforeSending)
        {
            IsBackground = context.IsBackground,
            Template = () => action.Endpoint.Template,
        };
        try
        {
            await CheckAsync(input, cancellationToken);
            return await CountedAsync(
                input, context, call, () => upstream.WithinLimitAsync(call, token => CallAsync(input, call, context, token), cancellationToken), cancellationToken);
        }
        catch (OperationCanceledException exception) when (!call.IsRead && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(
                $"{action.Name} was cancelled. {ConnectorException.ChargeSentence(call.MayBeAccepted)}", exception, cancellationToken);
        }
        catch (Exception exception) when (!call.IsRead && exception is not RunLostException)
        {
            var failure = exception is ConnectorException known
                ? await UnknownValueAdvice.AddAsync(known, input, upstream, connection, cancellationToken)
                : ConnectorException.Internal(context.RequestId, exception);
            failure.MayHaveBeenCharged = call.MayBeAccepted;
            throw failure;
        }
    }

    /// <summary>Does all that comes before sending: finds the input's files, refuses what is wrong, and sees that the store is there.</summary>
    /// <param name="input">The input.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">The input has problems (400), or the store is not available (503).</exception>
    public async Task CheckAsync(ActionInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        await input.ResolveFilesAsync(resolver, cancellationToken);
        input.ThrowIfInvalid();
        if (ResultFolders.Of(input.Action, time.GetUtcNow(), input.Caller) is { } folder)
        {
            await sink.PrepareAsync([folder], (input.Action.Output as MediaOutput)?.CountFor(input.Values) ?? 1, cancellationToken);
        }
    }

    /// <summary>Finds the input's files, and everything that is wrong with the input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<Problem>> FindProblemsAsync(ActionInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        await input.ResolveFilesAsync(resolver, cancellationToken);
        return input.Validate();
    }

    /// <summary>How the files of a finished call were made; null where that is not kept.</summary>
    /// <param name="input">The input.</param>
    /// <param name="receipt">The receipt: that of the files, or of the job that makes them.</param>
    internal Recipe? RecipeOf(ActionInput input, ActionReceipt receipt) => recipes is { AreKept: true }
        ? Recipe.Of(input, receipt.Credits, receipt.Sandbox, receipt.RequestId, time.GetUtcNow(), options.Connect(input.Action.App).Secret)
        : null;

    /// <summary>Whether the ledger counts such a call.</summary>
    internal static bool IsCounted(ConnectorAction action, AppConnection connection) => action.MayCost && !connection.IsSandbox;

    /// <summary>Counts the call before anything is sent, and takes it back when it certainly cost nothing.</summary>
    private async Task<ActionReceipt> CountedAsync(
        ActionInput input, RunContext context, UpstreamCall call, Func<Task<ActionReceipt>> send, CancellationToken cancellationToken)
    {
        var action = input.Action;
        if (ledger is null || !IsCounted(action, call.Connection))
        {
            return await send();
        }

        var counted = await ledger.CountAsync(context.RunId ?? RunKey.New(), input.Caller, SpendLine.Of(input), action.Price?.Of(input.Values), cancellationToken);
        try
        {
            var receipt = await send();
            ledger.End(counted, CallEnd.Charged);
            return counted.Warnings.Count > 0 ? receipt with { Warnings = [.. receipt.Warnings ?? [], .. counted.Warnings] } : receipt;
        }
        catch
        {
            ledger.End(counted, call.MayBeAccepted ? CallEnd.Uncertain : CallEnd.Free);
            throw;
        }
    }

    /// <summary>Makes the call; for a job's result looks again while it is in progress and the caller is willing to wait.</summary>
    private async Task<ActionReceipt> CallAsync(ActionInput input, UpstreamCall call, RunContext context, CancellationToken cancellationToken)
    {
        var wait = (input.Action.Output as MediaOutput)?.Wait;
        var patience = wait is null ? TimeSpan.Zero : TimeSpan.FromSeconds(input.Values.Get(wait.Seconds, 0));
        while (true)
        {
            var looksAgain = wait is not null && patience >= wait.Interval;
            var receipt = await upstream.SendAsync(
                call,
                async (response, token) => looksAgain && response.StatusCode == HttpStatusCode.Accepted ? null : await ReadAsync(input, call, response, context, token),
                cancellationToken);
            if (receipt is not null)
            {
                return receipt;
            }

            await Task.Delay(wait!.Interval, time, cancellationToken);
            patience -= wait.Interval;
        }
    }

    private async Task<ActionReceipt> ReadAsync(
        ActionInput input, UpstreamCall sent, HttpResponseMessage response, RunContext context, CancellationToken cancellationToken)
    {
        var (action, connection) = (input.Action, sent.Connection);
        var answer = new UpstreamAnswer(response, connection);
        var call = new CompletedCall(context, input.Caller.Name, action.Price?.Of(input.Values), answer.RequestId, connection.IsSandbox, input.Warnings);
        return action.Output switch
        {
            MediaOutput { Wait: { } wait } when await IsInProgressAsync(answer, cancellationToken) =>
                call.Job(input.Values.Get(wait.Id, ""), action.Name, NotReady),
            MediaOutput media => await SaveAsync(input, media, answer, call, cancellationToken),
            JobOutput job => call.Job(
                await JsonAnswerReader.ReadIdAsync(response, connection, cancellationToken), job.ResultAction, action.Summary(input.Values, "")),
            _ => call.Data(await JsonAnswerReader.ReadJsonAsync(response, connection, cancellationToken), action.Summary(input.Values, "")),
        };
    }

    /// <summary>Whether upstream still works on a job: it answers 202, or says so in words. That it has failed may come with 202 too.</summary>
    private static async Task<bool> IsInProgressAsync(UpstreamAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Status == (int)HttpStatusCode.Accepted)
        {
            await using var body = await AnswerBody.OpenAsync(answer.Response, answer.Connection.App, cancellationToken);
            return !UpstreamWords.TellsFailure(body.Head) && !UpstreamWords.CarriesError(body.Head) ? true : throw UpstreamFailures.JobFailed(answer, body);
        }

        return false;
    }

    private async Task<ActionReceipt> SaveAsync(
        ActionInput input, MediaOutput output, UpstreamAnswer answer, CompletedCall call, CancellationToken cancellationToken)
    {
        var action = input.Action;
        await using var staged = new StagedBatch(sink, action.MayCost ? spill : null, action, input.Caller, time.GetUtcNow(), answer.Connection.Secret);
        await using var body = await AnswerBody.OpenAsync(answer.Response, action.App, cancellationToken);
        if (output.Wait is { } wait && body.IsJson)
        {
            if (UpstreamWords.TellsFailure(body.Head) || UpstreamWords.CarriesError(body.Head))
            {
                throw UpstreamFailures.JobFailed(answer, body);
            }

            if (UpstreamWords.TellsProgress(body.Head))
            {
                return call.Job(input.Values.Get(wait.Id, ""), action.Name, NotReady);
            }
        }

        var (media, faults) = await ReadMediaAsync(input, output, answer, body, staged, cancellationToken);
        if (HasNoGoodFile(media, faults))
        {
            ThrowIfUnusable(input, output, media, answer, body);
            await staged.ThrowIfNotWholeAsync(body.IsUnended, cancellationToken);
        }

        await staged.LeaveOutAsync([.. faults.Select(fault => fault.File).OfType<int>()], cancellationToken);
        var receipt = call.Media([], action.Summary(input.Values, output.InWords(staged.Formats.Count)))
            .Warn(MediaWarnings.Of(answer, body, output, input.Values, media, staged.Formats, faults)) with { Usage = media.Usage };
        var recipe = call.Context.Recipe ?? RecipeOf(input, receipt);
        try
        {
            receipt = receipt with { Files = await staged.PublishAsync(media.Files, call.Context.FilesUrl, cancellationToken) };
        }
        catch (ConnectorException failure) when (failure.Code == ErrorCodes.StorageUnavailable && action.MayCost)
        {
            throw await SpillAsync(action.Name, staged, receipt, recipe, media, call.Context, failure);
        }

        return recipes is null ? receipt : await receipt.KeepAsync(recipe, recipes, cancellationToken);
    }

    /// <summary>Keeps the files of an answer that the store did not take, and tells where.</summary>
    private async Task<ConnectorException> SpillAsync(
        string action, StagedBatch staged, MediaReceipt receipt, Recipe? recipe, MediaAnswer media, RunContext context, ConnectorException failure)
    {
        var answer = SpilledAnswer.Of(receipt, recipe, context.Fingerprint);
        var (folder, cause) = await staged.SpillAsync(context.RunId ?? RunKey.New(), answer, media.Files);
        if (folder is null)
        {
            RunLog.Lost(log, context.RequestId, action, cause);
        }

        var (how, where) = (context.RunId, folder) switch
        {
            (_, null) => ("", "They came and could be kept nowhere."),
            (null, _) => ("", $"They came and are kept on the connector's machine, in {folder}, for a week."),
            _ => (" Once the store is back, repeat the call with the same Idempotency-Key, or look at its job: they are stored then, without a second charge.", $"They came and are kept on the connector's machine, in {folder}, for a week."),
        };
        return new ConnectorException(failure.Status, failure.Code, $"{failure.Message} The files: {receipt.Summary} {where}{how}", failure)
        {
            RetryAfter = failure.RetryAfter,
        };
    }

    /// <summary>Takes the files of an answer in; an answer that has none is kept for the operator, and told with what it says.</summary>
    private async Task<(MediaAnswer Media, IReadOnlyList<SampleFault> Faults)> ReadMediaAsync(
        ActionInput input, MediaOutput output, UpstreamAnswer answer, AnswerBody body, StagedBatch staged, CancellationToken cancellationToken)
    {
        try
        {
            var media = await MediaResponseReader.ReadAsync(answer, body, output, results, staged.AddAsync, cancellationToken);
            var faults = SampleFaults.Find(output, media, staged, KeepsFiltered(input), body.IsUnended);
            return staged.HasRefused && HasNoGoodFile(media, faults)
                ? throw UpstreamFailures.Malformed(answer.Connection.App, $"it is {BytesInWords.Of(body.Head)}, labelled \"{answer.MediaType}\", where {output.MediaRange} was due")
                : (media, faults);
        }
        catch (ConnectorException failure) when (failure.Code == ErrorCodes.UpstreamMalformed)
        {
            if (!staged.HasRefused)
            {
                body.Rewind();
                await staged.RefuseAsync(body, cancellationToken);
            }

            throw UpstreamFailures.NoMedia(answer, body, failure, staged.IsCutShort || body.IsUnended, await staged.KeepAsync(cancellationToken));
        }
    }

    private static bool HasNoGoodFile(MediaAnswer media, IReadOnlyList<SampleFault> faults) =>
        media.Files.Count == faults.Count(fault => fault.File is not null);

    private static bool KeepsFiltered(ActionInput input) => input.Values.Get(FilterPolicy.OnFiltered, FilterPolicy.Fail) == FilterPolicy.Keep;

    /// <summary>CONTENT_FILTERED and ERROR come with status 200: the reason decides, not the status.</summary>
    private static void ThrowIfUnusable(ActionInput input, MediaOutput output, MediaAnswer media, UpstreamAnswer answer, AnswerBody body)
    {
        IReadOnlyList<MediaFacts> facts = [.. media.Files, .. media.Missing.Select(missing => missing.Facts)];
        var (app, all) = (input.Action.App.Title, output.InWords(facts.Count));
        var failed = Reasons(FinishReasons.IsError);
        if (failed.Count > 0)
        {
            throw Unusable(
                502, ErrorCodes.GenerationFailed, $"{app} accepted the call but {failed.Count} of {all} failed (finish reason {failed[0]}); nothing was saved.");
        }

        var filtered = Reasons(FinishReasons.IsFiltered);
        if (filtered.Count > 0 && (media.Files.Count == 0 || !KeepsFiltered(input)))
        {
            var (usually, keep) = media.Files.Count == 0
                ? ("and no picture came", "")
                : ("usually a blurred picture", $", or send {FilterPolicy.OnFiltered.Name} = {FilterPolicy.Keep} to save what came");
            throw Unusable(
                422, ErrorCodes.ContentFiltered, $"The content filter caught {filtered.Count} of {all} (finish reason {filtered[0]}, {usually}); nothing was saved. Change the prompt{keep}.");
        }

        List<string> Reasons(Func<string?, bool> which) => [.. facts.Select(file => file.FinishReason).Where(which).OfType<string>()];

        // Beside a picture the body is mostly the picture.
        ConnectorException Unusable(int status, string code, string message) => new(status, code, message)
        {
            Upstream = answer.Error(media.Files.Count == 0 ? UpstreamWords.Read(answer.Status, body.Head, answer.Connection) : null),
        };
    }
}
