using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Connector.Api.Http;
using Connector.Api.Mcp;
using Connector.Failures;
using Connector.Input;
using Connector.Streams;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Connector.Api.Endpoints;

/// <summary>
/// <c>POST /api/mcp</c>: the actions as tools of MCP, streamable HTTP. Every message stands for itself, so any instance can answer it.
/// </summary>
internal sealed class McpEndpoint(McpServerFactory servers, McpRequests requests, ILoggerFactory loggers) : IEndpoint
{
    private const string SessionHeader = "Mcp-Session-Id";

    /// <summary>The versions that the server speaks; it refuses others by itself, but not with the status they must have.</summary>
    private static readonly string[] Versions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"];

    public static HttpEndpoint Endpoint { get; } = new(McpRefusal.LogName, [HttpMethods.Post], "api/mcp", EndpointType.Of<McpEndpoint>());

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        // A key that is passed over would be a repeat that is paid for again.
        OutsideBody.RefuseKey(request.Headers, $"A tool's call takes the key in its params, as \"_meta\": {{\"{McpToolCalls.IdempotencyKeyMeta}\": \"…\"}}.");
        var version = request.Headers["MCP-Protocol-Version"].ToString();
        WaitPreference.Refuse(request.Headers, "A call of MCP waits for its result.");
        var (read, refused) = await ReadAsync(request, context.RequestAborted);
        if (refused is not null)
        {
            refused.WriteTo(loggers.CreateLogger<McpEndpoint>(), context.TraceIdentifier);
            await JsonAnswer.WriteAsync(context, JsonSerializer.SerializeToNode(refused.Answer, TypeOf<JsonRpcError>())!);
            return;
        }

        var message = read!;
        if (Refuse(request, message, version) is { } refusal)
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
            await JsonAnswer.WriteAsync(context, JsonSerializer.SerializeToNode(refusal, TypeOf<JsonRpcError>())!);
            return;
        }

        message.Context = new JsonRpcMessageContext { ProtocolVersion = version.Length == 0 ? null : version };
        var session = request.Headers[SessionHeader].ToString();
        switch (message)
        {
            case JsonRpcRequest { Method: RequestMethods.Initialize }:
                response.Headers[SessionHeader] = Guid.NewGuid().ToString("N");
                break;
            case JsonRpcNotification { Method: NotificationMethods.CancelledNotification } cancelled:
                requests.Cancel(session, $"{cancelled.Params?["requestId"]}");
                break;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        using var work = requests.Begin(session, (message as JsonRpcRequest)?.Id.ToString(), stop);
        try
        {
            await AnswerAsync(context, message, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            // A request that its client cancelled has no answer.
        }
    }

    private async Task AnswerAsync(HttpContext context, JsonRpcMessage message, CancellationToken cancellationToken)
    {
        var (request, response) = (context.Request, context.Response);
        var caller = new McpCaller(context.TraceIdentifier, request.FilesUrl(), request.JobUrl, cancellationToken) { WhenAnswered = response.RegisterForDispose };
        await using var transport = new StreamableHttpServerTransport(loggers) { Stateless = true };
        await using var server = servers.Create(transport, caller);
        var serving = server.RunAsync(cancellationToken);

        // Events are of no use in a proxy's buffer.
        response.ContentType = "text/event-stream";
        response.Headers["X-Accel-Buffering"] = "no";
        if (!await transport.HandlePostRequestAsync(message, response.Body, cancellationToken))
        {
            (response.StatusCode, response.ContentType) = (StatusCodes.Status202Accepted, null);
        }

        await transport.DisposeAsync();
        await serving;
    }

    /// <summary>The body is one message, held in memory: pictures in arguments are small, or they are given by path or URL.</summary>
    private static async Task<(JsonRpcMessage? Message, McpRefusal? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        InputReader.ThrowIfNotJson(request, "a message");
        await using var body = new LimitedStream(request.Body, InputLimits.TextBytes);
        using var bytes = new MemoryStream();
        await body.CopyToAsync(bytes, cancellationToken);
        return McpMessages.Read(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }

    /// <summary>The answer to a message whose headers are not its own: what stands between client and server may have gone by them.</summary>
    private static JsonRpcError? Refuse(HttpRequest request, JsonRpcMessage message, string version)
    {
        var id = message is JsonRpcRequest asked ? asked.Id : default;
        if (version.Length > 0 && !Versions.Contains(version))
        {
            return Error(McpErrorCode.UnsupportedProtocolVersion, $"The server does not speak version \"{InputText.Shorten(version)}\" of the protocol.", new JsonObject
            {
                ["supported"] = new JsonArray([.. Versions.Select(known => (JsonNode)known)]),
                ["requested"] = InputText.Shorten(version),
            });
        }

        return request.Headers["Mcp-Method"].ToString() is { Length: > 0 } method && message is JsonRpcRequest { Method: var real } && real != method
            ? Error(McpErrorCode.HeaderMismatch, $"The header Mcp-Method says \"{InputText.Shorten(method)}\", the message \"{InputText.Shorten(real)}\".", data: null)
            : null;

        JsonRpcError Error(McpErrorCode code, string text, JsonNode? data) =>
            new() { Id = id, Error = new JsonRpcErrorDetail { Code = (int)code, Message = text, Data = data } };
    }

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(T));
}
