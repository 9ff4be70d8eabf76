using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Connector.Failures;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Connector.Api.Mcp;

/// <summary>Reads messages, the same over HTTP and standard input.</summary>
internal static class McpMessages
{
    private static readonly JsonTypeInfo<JsonRpcMessage> Message = (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    /// <summary>Reads a message, or tells why its request is refused: one of the two is null.</summary>
    /// <param name="bytes">The message, with nothing around it.</param>
    /// <exception cref="ConnectorException"><c>invalid_json</c>: it is no message.</exception>
    public static (JsonRpcMessage? Message, McpRefusal? Refusal) Read(ReadOnlyMemory<byte> bytes)
    {
        var text = bytes.Span.StartsWith("\uFEFF"u8) ? bytes["\uFEFF"u8.Length..] : bytes;
        try
        {
            // Of a member that is given twice the last one would count: a prompt or a limit that nobody meant.
            using var once = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });

            // Bytes that are no text would be replaced further down, and what is left paid for.
            if (!Utf8.IsValid(text.Span))
            {
                throw new JsonException();
            }

            return IdOf(once.RootElement) is { } id && McpRequestRules.FaultOf(once.RootElement) is { } fault
                ? (null, new McpRefusal(id, McpErrorCode.InvalidParams, ConnectorException.BadRequest(ErrorCodes.BadRequest, fault)))
                : (JsonSerializer.Deserialize(text.Span, Message) ?? throw new JsonException(), null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ConnectorException(400, ErrorCodes.InvalidJson, "A message must be one of MCP: a JSON-RPC 2.0 object in UTF-8, with no member given twice.", exception);
        }
    }

    /// <summary>The id of a request; null for another message, which is not answered.</summary>
    private static RequestId? IdOf(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("method", out _) || !message.TryGetProperty("id", out var id))
        {
            return null;
        }

        return id.ValueKind == JsonValueKind.String ? new RequestId(id.GetString()!)
            : id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number) ? new RequestId(number)
            : null;
    }
}
