using Connector.Api.Documents;
using Connector.Failures;
using Connector.Runs;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Connector.Api.Mcp;

/// <summary>Puts the server together, for each connection or request anew: all that it knows is its parts'.</summary>
/// <param name="parts">What calls of tools need.</param>
/// <param name="loggers">The log.</param>
internal sealed class McpServerFactory(McpParts parts, ILoggerFactory loggers)
{
    /// <summary>Creates a server that speaks for itself, as over standard input and output.</summary>
    /// <param name="transport">How it speaks.</param>
    /// <param name="caller">Who calls.</param>
    public McpServer Create(ITransport transport, McpCaller caller)
    {
        var options = new McpServerOptions { ScopeRequests = false };
        Configure(options, caller);

        // It would tell of each refusal twice more, with the stack of a fault; what fails has its line below.
        return McpServer.Create(transport, options, loggerFactory: null);
    }

    /// <summary>Makes a server ours.</summary>
    /// <param name="options">The server.</param>
    /// <param name="caller">Who calls.</param>
    public void Configure(McpServerOptions options, McpCaller caller)
    {
        var calls = new McpToolCalls(parts, caller, loggers);
        var resources = new McpResources(parts.Sink, parts.Reads, caller);
        options.ServerInfo = new Implementation { Name = "connector", Title = "Connector", Version = ConnectorVersion.Current };
        options.ServerInstructions = McpInstructions.Text;
        options.Handlers = new McpServerHandlers
        {
            ListToolsHandler = (_, _) => ValueTask.FromResult(caller.Tools.List),
            CallToolHandler = (request, token) => SayAsync(caller, () => calls.CallAsync(request, token).AsTask()),
            ListResourcesHandler = (request, token) => SayAsync(caller, () => resources.ListAsync(request.Params?.Cursor, token)),
            ReadResourceHandler = (request, token) => SayAsync(caller, () => resources.ReadAsync(request.Params.Uri, request.JsonRpcRequest.Context?.ProtocolVersion, token)),
            ListResourceTemplatesHandler = (_, _) => ValueTask.FromResult(McpResources.Templates),
        };
    }

    /// <summary>Tells the client what failed, and the log.</summary>
    private async ValueTask<T> SayAsync<T>(McpCaller caller, Func<Task<T>> answer)
    {
        var requestId = caller.RequestId ?? Guid.NewGuid().ToString("N");
        try
        {
            return await answer();
        }
        catch (McpProtocolException refusal)
        {
            Write(refusal.InnerException as ConnectorException ?? ConnectorException.BadRequest(ErrorCodes.BadRequest, refusal.Message));
            throw;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var failure = exception as ConnectorException ?? ConnectorException.Internal(requestId, exception);
            Write(failure);
            throw new McpProtocolException(
                failure.Message, failure, failure.Status == StatusCodes.Status400BadRequest ? McpErrorCode.InvalidParams : McpErrorCode.InternalError);
        }

        void Write(ConnectorException failure) => RunLog.Refused(loggers.CreateLogger<McpServerFactory>(), failure, requestId, McpRefusal.LogName, TimeSpan.Zero);
    }
}
