using System.Text.Json;
using System.Text.Unicode;
using Connector.Failures;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Connector.Api.Mcp;

/// <summary>Holds messages to what the package passes over, the same over HTTP and standard input.</summary>
internal static class McpMessages
{
    /// <summary>The message without the mark that may stand before it.</summary>
    /// <param name="bytes">The message, with nothing else around it.</param>
    public static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> bytes) => bytes.Span.StartsWith("\uFEFF"u8) ? bytes["\uFEFF"u8.Length..] : bytes;

    /// <summary>Looks into a message, or tells why its request is refused: one of the two is null.</summary>
    /// <param name="text">The message.</param>
    public static (McpMessage? Message, McpRefusal? Refusal) Check(ReadOnlyMemory<byte> text)
    {
        try
        {
            // Of a member that is given twice the last one would count: a prompt or a limit that nobody meant.
            using var once = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });

            // Bytes that are no text would be replaced further down, and what is left paid for.
            if (!Utf8.IsValid(text.Span))
            {
                throw new JsonException();
            }

            var id = IdOf(once.RootElement);
            return id is { } known && McpRequestRules.FaultOf(once.RootElement) is { } fault
                ? (null, new McpRefusal(known, McpErrorCode.InvalidParams, ConnectorException.BadRequest(ErrorCodes.BadRequest, fault)))
                : (Describe(once.RootElement, id), null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return (null, Invalid(exception));
        }
    }

    /// <summary>What the client of a message that is none is told.</summary>
    /// <param name="cause">What was noticed.</param>
    public static McpRefusal Invalid(Exception cause) => new(default, McpErrorCode.ParseError, new ConnectorException(
        400, ErrorCodes.InvalidJson, "A message must be one of MCP: a JSON-RPC 2.0 object in UTF-8, with no member given twice.", cause))
    {
        Status = StatusCodes.Status400BadRequest,
    };

    private static McpMessage Describe(JsonElement message, RequestId? id)
    {
        var (method, call) = (TextIn(message, "method"), MemberOf(message, "params"));
        return new McpMessage(
            method,
            method switch
            {
                RequestMethods.ToolsCall => TextIn(call, "name"),
                RequestMethods.ResourcesRead => TextIn(call, "uri"),
                _ => null,
            },
            id,
            method == NotificationMethods.CancelledNotification && MemberOf(call, "requestId") is { ValueKind: JsonValueKind.String or JsonValueKind.Number } cancelled ? cancelled.ToString() : null);
    }

    /// <summary>The id of a request; null for another message, which is not answered.</summary>
    private static RequestId? IdOf(JsonElement message) => TextIn(message, "method") is null ? null : MemberOf(message, "id") switch
    {
        { ValueKind: JsonValueKind.String } id => new RequestId(id.GetString()!),
        { ValueKind: JsonValueKind.Number } id when id.TryGetInt64(out var number) => new RequestId(number),
        _ => null,
    };

    private static JsonElement MemberOf(JsonElement message, string name) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty(name, out var value) ? value : default;

    private static string? TextIn(JsonElement message, string name) => MemberOf(message, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
