using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Api.Documents;
using Connector.Api.Http;
using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Connector.Output;
using Connector.Runs;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Connector.Api.Mcp;

/// <summary>Runs actions as tools, on the path of every other request.</summary>
/// <param name="parts">The parts.</param>
/// <param name="caller">Who calls.</param>
/// <param name="loggers">The log.</param>
internal sealed class McpToolCalls(McpParts parts, McpCaller caller, ILoggerFactory loggers)
{
    /// <summary>Makes a repeated call the same one: the member of <c>_meta</c> that does what the header does over plain HTTP.</summary>
    public const string IdempotencyKeyMeta = "idempotency-key";

    /// <summary>Often enough for clients that give up on a server that says nothing for a minute.</summary>
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(10);

    /// <summary>Answers a call. What the model can do something about is a result; a tool that does not exist is no call of one.</summary>
    /// <exception cref="McpProtocolException">There is no such tool.</exception>
    public async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        var name = request.Params.Name;
        var action = caller.Tools.Find(name, out var why) is { } tool ? parts.Catalog.Find(tool.Name) : throw new McpProtocolException(why, McpErrorCode.InvalidParams);
        var requestId = caller.RequestId ?? Guid.NewGuid().ToString("N");
        using var call = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, caller.Gone);
        var started = parts.Time.GetTimestamp();
        var progress = ReportProgressAsync(request, action, call.Token);
        try
        {
            return await RunAsync(action, request.Params, requestId, call.Token);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !call.IsCancellationRequested)
        {
            var failure = exception as ConnectorException ?? ConnectorException.Internal(requestId, exception);
            RunLog.Refused(loggers.CreateLogger<McpToolCalls>(), failure, requestId, action.Name, parts.Time.GetElapsedTime(started));
            return McpResults.Of(ProblemDocument.Of(failure, requestId), action.Name);
        }
        finally
        {
            await call.CancelAsync();
            await progress.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<CallToolResult> RunAsync(
        ConnectorAction action, CallToolRequestParams call, string requestId, CancellationToken cancellationToken)
    {
        caller.Caller.ThrowIfMayNotRun(action.Name);
        await using var input = await ReadAsync(action, call, cancellationToken);
        parts.Rates.Count(input);
        var run = new RunContext(requestId, caller.FilesUrl);
        var (answer, replayed) = await parts.Runs.RunAsync(RunIdOf(action, call), input, run, cancellationToken);
        if (replayed)
        {
            RunLog.Replayed(loggers.CreateLogger<McpToolCalls>(), answer, requestId, action.Name);
        }

        if (answer.Problem is { } problem)
        {
            return McpResults.Of(problem, action.Name);
        }

        return await McpResults.OfAsync(await ReceiptOfAsync(answer, replayed, input, run, cancellationToken), parts.Sink, cancellationToken);
    }

    /// <summary>The receipt as the caller can use it: with links that still work, and where the connector will have a job's result.</summary>
    private async Task<ActionReceipt> ReceiptOfAsync(
        RunAnswer answer, bool replayed, ActionInput input, RunContext run, CancellationToken cancellationToken) => answer switch
    {
        { Media: { } media } when replayed => await media.WithNewLinksAsync(parts.Sink, caller.FilesUrl, cancellationToken),
        { Job: { } job } when caller.JobUrl is { } urlOf && input.Action.Output is JobOutput && await parts.Jobs.TryFollowAsync(job, input, run) is { } followed =>
            job with { JobUrl = urlOf(followed.Id) },
        _ => answer.Receipt!,
    };

    private string? RunIdOf(ConnectorAction action, CallToolRequestParams call)
    {
        foreach (var (name, _) in call.Meta?.Where(member => member.Key != IdempotencyKeyMeta) ?? [])
        {
            var told = $"\"{InputText.Shorten(name)}\" in _meta is not read.";
            if (NameSuggestion.AreAlike(name, IdempotencyKeyMeta) || name.Contains("idempotency", StringComparison.OrdinalIgnoreCase))
            {
                throw ConnectorException.BadRequest(ErrorCodes.BadRequest, $"{told} Did you mean \"{IdempotencyKeyMeta}\"?");
            }

            if (action.Parameters.FirstOrDefault(parameter => NameSuggestion.AreAlike(name, parameter.Name)) is { } argument)
            {
                throw ConnectorException.BadRequest(ErrorCodes.BadRequest, $"{told} Give it as \"{argument.Name}\" in params.arguments.");
            }
        }

        return call.Meta?.TryGetPropertyValue(IdempotencyKeyMeta, out var key) != true || action.Endpoint.Method == HttpMethod.Get ? null
            : key is JsonValue text && text.TryGetValue<string>(out var given) ? RunKey.Of(IdempotencyKey.Check(given), caller.Caller.Name)
            : throw ConnectorException.BadRequest(ErrorCodes.BadRequest, $"\"{IdempotencyKeyMeta}\" in _meta must be a text.");
    }

    /// <summary>Reads the arguments as the body of a request.</summary>
    private async Task<ActionInput> ReadAsync(ConnectorAction action, CallToolRequestParams call, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = JsonStyles.Compact.Options.Encoder }))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in call.Arguments ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal))
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        body.Position = 0;
        var input = await JsonInputReader.ReadAsync(action, body, cancellationToken);
        (input.FilesUrl, input.Caller) = (caller.FilesUrl, caller.Caller);
        return input;
    }

    /// <summary>Tells a client that asked for it that the call is alive.</summary>
    private async Task ReportProgressAsync(RequestContext<CallToolRequestParams> request, ConnectorAction action, CancellationToken cancellationToken)
    {
        if (request.Params.ProgressToken is not { } token)
        {
            return;
        }

        for (var passed = ProgressInterval; ; passed += ProgressInterval)
        {
            await Task.Delay(ProgressInterval, parts.Time, cancellationToken);
            var progress = new ProgressNotificationValue
            {
                Progress = (float)passed.TotalSeconds,
                Message = string.Create(CultureInfo.InvariantCulture, $"{action.Title}: {passed.TotalSeconds} s"),
            };
            await request.Server.NotifyProgressAsync(token, progress, cancellationToken: cancellationToken);
        }
    }
}
