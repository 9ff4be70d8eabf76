using System.Collections.Concurrent;
using System.Threading.Channels;
using Connector.FunctionsHost.Protocol;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Content = Connector.FunctionsHost.Protocol.StreamingMessage.ContentOneofCase;

namespace Connector.FunctionsHost;

/// <summary>The host's end of the stream of messages with one worker.</summary>
/// <param name="log">Takes what the worker logs.</param>
internal sealed class WorkerChannel(WorkerLog log)
{
    private const string HostVersion = "4.1037.0";
    private const string Gone = "The worker has ended.";

    private readonly Channel<StreamingMessage> _outbound = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<Content, TaskCompletionSource<StreamingMessage>> _replies = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<InvocationResponse>> _invocations = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the worker calls itself; the host chose it.</summary>
    public string WorkerId { get; } = Guid.NewGuid().ToString();

    /// <summary>What the worker says that it can do.</summary>
    public IReadOnlyDictionary<string, string> Capabilities { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where the worker takes HTTP requests.</summary>
    public Uri HttpUri => new(Capabilities["HttpUri"]);

    /// <summary>Whether the stream is there no more.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Carries messages both ways until the worker leaves.</summary>
    public async Task RunAsync(
        IAsyncStreamReader<StreamingMessage> inbound, IServerStreamWriter<StreamingMessage> outbound, CancellationToken cancellationToken)
    {
        var sending = SendAllAsync(outbound, cancellationToken);
        try
        {
            Receive(new StreamingMessage { StartStream = new StartStream { WorkerId = WorkerId } });
            await foreach (var message in inbound.ReadAllAsync(cancellationToken))
            {
                Receive(message);
            }
        }
        finally
        {
            End();
            await sending;
        }
    }

    /// <summary>The opening: the worker says hello, both tell what they can do, and the worker describes and loads its functions.</summary>
    public async Task<IReadOnlyList<HostedFunctionInfo>> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        await ReplyAsync(Content.StartStream, cancellationToken);
        Send(new StreamingMessage
        {
            WorkerInitRequest = new WorkerInitRequest { HostVersion = HostVersion, WorkerDirectory = folder, FunctionAppDirectory = folder },
        });
        var ready = (await ReplyAsync(Content.WorkerInitResponse, cancellationToken)).WorkerInitResponse;
        ready.Result.ThrowUnlessSuccess();
        Capabilities = ready.Capabilities.ToDictionary(StringComparer.Ordinal);

        Send(new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = folder } });
        var described = (await ReplyAsync(Content.FunctionMetadataResponse, cancellationToken)).FunctionMetadataResponse;
        described.Result.ThrowUnlessSuccess();
        if (described.UseDefaultMetadataIndexing)
        {
            throw new NotSupportedException("The worker leaves it to the host to index functions.");
        }

        await LoadAsync(described.FunctionMetadataResults, cancellationToken);
        return [.. described.FunctionMetadataResults.Select(FunctionMetadata.ToInfo)];
    }

    /// <summary>
    /// Runs a function. Cancelling asks the worker to cancel; its answer is awaited all the same, as the host does.
    /// </summary>
    public async Task InvokeAsync(InvocationRequest request, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<InvocationResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        _invocations[request.InvocationId] = answer;
        if (_ended.Task.IsCompleted)
        {
            throw new WorkerInvocationException(Gone);
        }

        Send(new StreamingMessage { InvocationRequest = request });
        await using var cancelling = cancellationToken.Register(() => Send(new StreamingMessage
        {
            InvocationCancel = new InvocationCancel { InvocationId = request.InvocationId },
        }));
        (await answer.Task).Result.ThrowUnlessSuccess();
    }

    /// <summary>Announces the worker's end, as the host does before it stops.</summary>
    public void Terminate(TimeSpan gracePeriod) =>
        Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(gracePeriod) } });

    /// <summary>Nothing comes any more, and nobody waits any longer.</summary>
    public void End()
    {
        _ended.TrySetResult();
        _outbound.Writer.TryComplete();
        foreach (var invocation in _invocations.Values)
        {
            invocation.TrySetException(new WorkerInvocationException(Gone));
        }
    }

    private async Task LoadAsync(IReadOnlyCollection<RpcFunctionMetadata> functions, CancellationToken cancellationToken)
    {
        var requests = functions.Select(FunctionMetadata.ToLoadRequest);
        if (Capabilities.ContainsKey("SupportsLoadResponseCollection"))
        {
            Send(new StreamingMessage { FunctionLoadRequestCollection = new FunctionLoadRequestCollection { FunctionLoadRequests = { requests } } });
            var loaded = (await ReplyAsync(Content.FunctionLoadResponseCollection, cancellationToken)).FunctionLoadResponseCollection;
            foreach (var response in loaded.FunctionLoadResponses)
            {
                response.Result.ThrowUnlessSuccess();
            }

            return;
        }

        foreach (var request in requests)
        {
            Send(new StreamingMessage { FunctionLoadRequest = request });
            (await ReplyAsync(Content.FunctionLoadResponse, cancellationToken)).FunctionLoadResponse.Result.ThrowUnlessSuccess();
        }
    }

    private void Send(StreamingMessage message)
    {
        message.RequestId = Guid.NewGuid().ToString();
        _outbound.Writer.TryWrite(message);
    }

    private async Task SendAllAsync(IServerStreamWriter<StreamingMessage> outbound, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in _outbound.Reader.ReadAllAsync(cancellationToken))
            {
                await outbound.WriteAsync(message, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or InvalidOperationException or IOException)
        {
            // The worker has left; whoever waits for it is told by the reading side.
        }
    }

    private async Task<StreamingMessage> ReplyAsync(Content kind, CancellationToken cancellationToken)
    {
        var reply = ReplyTo(kind).Task;
        await Task.WhenAny(reply, Ended).WaitAsync(cancellationToken);
        if (!reply.IsCompleted)
        {
            throw new InvalidOperationException($"{Gone} {kind} did not come.");
        }

        _replies.TryRemove(kind, out _);
        return await reply;
    }

    private TaskCompletionSource<StreamingMessage> ReplyTo(Content kind) =>
        _replies.GetOrAdd(kind, _ => new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously));

    private void Receive(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case Content.RpcLog:
                var entry = message.RpcLog;
                log.Add(new WorkerLogEntry((LogLevel)entry.Level, entry.Category, entry.Message, entry.Exception?.Message, entry.InvocationId));
                break;
            case Content.InvocationResponse:
                if (_invocations.TryRemove(message.InvocationResponse.InvocationId, out var invocation))
                {
                    invocation.TrySetResult(message.InvocationResponse);
                }

                break;
            default:
                ReplyTo(message.ContentCase).TrySetResult(message);
                break;
        }
    }
}
