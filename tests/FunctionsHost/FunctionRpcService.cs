using Connector.FunctionsHost.Protocol;
using Grpc.Core;

namespace Connector.FunctionsHost;

/// <summary>Takes the streams of workers, whose first message tells which worker it is.</summary>
/// <param name="channels">The workers that were started.</param>
internal sealed class FunctionRpcService(WorkerChannels channels) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        if (await requestStream.MoveNext(context.CancellationToken))
        {
            await channels.Find(requestStream.Current.StartStream.WorkerId).RunAsync(requestStream, responseStream, context.CancellationToken);
        }
    }
}
