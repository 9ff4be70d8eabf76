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
    private const string Instructions =
        "Each tool calls an image, audio or 3D API and saves what it makes. A result names the path of each saved file: give that path to a tool that takes a file, and steps chain without a download. "
        + "Files can also be given as https URLs, or small ones as base64. A tool's description says what a call costs in credits (one is 0.01 US dollars); get-account and get-balance tools read what is left. "
        + "A result with \"sandbox\": true was drawn by a stand-in without cost and is no work of the real API. An error says what to correct, and whether the call may have been charged.";

    /// <summary>Creates the server.</summary>
    /// <param name="transport">How it speaks.</param>
    /// <param name="caller">Who calls.</param>
    public McpServer Create(ITransport transport, McpCaller caller)
    {
        var calls = new McpToolCalls(parts, caller, loggers);
        var resources = new McpResources(parts.Sink, parts.Reads, caller);
        return McpServer.Create(
            transport,
            new McpServerOptions
            {
                ServerInfo = new Implementation { Name = "connector", Title = "Connector", Version = ConnectorVersion.Current },
                ServerInstructions = Instructions,
                ScopeRequests = false,
                Handlers = new McpServerHandlers
                {
                    ListToolsHandler = (_, _) => ValueTask.FromResult(McpTools.All),
                    CallToolHandler = (request, token) => SayAsync(caller, () => calls.CallAsync(request, token).AsTask()),
                    ListResourcesHandler = (request, token) => SayAsync(caller, () => resources.ListAsync(request.Params?.Cursor, token)),
                    ReadResourceHandler = (request, token) => SayAsync(caller, () => resources.ReadAsync(request.Params.Uri, token)),
                    ListResourceTemplatesHandler = (_, _) => ValueTask.FromResult(McpResources.Templates),
                },
            },

            // It would tell of each refusal twice more, with the stack of a fault; what fails has its line below.
            loggerFactory: null);
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
            var isMissing = refusal.ErrorCode == McpErrorCode.ResourceNotFound;
            Write(new ConnectorException(isMissing ? 404 : 400, isMissing ? ErrorCodes.NotFound : ErrorCodes.BadRequest, refusal.Message, refusal));
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
