using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Connector.Functions.Http;
using Connector.Functions.Mcp;
using Connector.Input;
using Connector.Streams;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Connector.Functions.Endpoints;

/// <summary>
/// <c>POST /api/mcp</c>: the actions as tools of MCP, streamable HTTP without sessions: every message stands for itself, so any
/// instance can answer it.
/// </summary>
internal static class McpEndpoint
{
    private static readonly JsonTypeInfo<JsonRpcMessage> Message = (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    public static HttpEndpoint Endpoint { get; } = new("mcp", [HttpMethods.Post], "api/mcp", HandleAsync);

    private static async Task HandleAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var message = await ReadAsync(request, context.RequestAborted);
        var loggers = context.RequestServices.GetRequiredService<ILoggerFactory>();
        var caller = new McpCaller(context.TraceIdentifier, request.FilesUrl(), id => JobEndpoint.UrlOf(request, id));
        await using var transport = new StreamableHttpServerTransport(loggers) { Stateless = true };
        await using var server = McpServerFactory.Create(transport, context.Runtime(), caller, loggers);
        var serving = server.RunAsync(context.RequestAborted);

        // Events are of no use in a proxy's buffer.
        response.ContentType = "text/event-stream";
        response.Headers["X-Accel-Buffering"] = "no";
        if (!await transport.HandlePostRequestAsync(message, response.Body, first => ChooseStatus(response, first), context.RequestAborted))
        {
            (response.StatusCode, response.ContentType) = (StatusCodes.Status202Accepted, null);
        }

        await transport.DisposeAsync();
        await serving;
    }

    /// <summary>The body is one message, held in memory: pictures in arguments are small, or they are given by path or URL.</summary>
    private static async Task<JsonRpcMessage> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        InputReader.ThrowIfNotJson(request, "a message");
        try
        {
            await using var body = new LimitedStream(request.Body, InputLimits.TextBytes);
            var message = await JsonSerializer.DeserializeAsync(body, Message, cancellationToken) ?? throw new JsonException();
            message.Context = new JsonRpcMessageContext
            {
                ProtocolVersion = request.Headers["MCP-Protocol-Version"].ToString() is { Length: > 0 } version ? version : null,
            };
            return message;
        }
        catch (JsonException exception)
        {
            throw new ConnectorException(400, ErrorCodes.InvalidJson, "The body must be one JSON-RPC 2.0 message of MCP.", exception);
        }
    }

    private static ValueTask ChooseStatus(HttpResponse response, JsonRpcMessage? first)
    {
        if (first is JsonRpcError { Error.Code: (int)McpErrorCode.UnsupportedProtocolVersion or (int)McpErrorCode.HeaderMismatch })
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
        }

        return ValueTask.CompletedTask;
    }
}
