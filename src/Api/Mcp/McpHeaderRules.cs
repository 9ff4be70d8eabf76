using Connector.Failures;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Connector.Api.Mcp;

/// <summary>
/// Holds the headers that repeat a message to it whatever version the client speaks; the package does so from 2026-07-28 on alone. What
/// stands between client and server may have let the call through for what they say.
/// </summary>
internal static class McpHeaderRules
{
    /// <summary>What is wrong; null for nothing.</summary>
    /// <param name="headers">The headers.</param>
    /// <param name="message">The message.</param>
    public static McpRefusal? FaultOf(IHeaderDictionary headers, McpMessage message) =>
        message.Id is { } id && (Differ(headers, "Mcp-Method", message.Method) ?? Differ(headers, "Mcp-Name", message.Name)) is { } fault
            ? new McpRefusal(id, McpErrorCode.HeaderMismatch, ConnectorException.BadRequest(ErrorCodes.BadRequest, fault)) { Status = StatusCodes.Status400BadRequest }
            : null;

    private static string? Differ(IHeaderDictionary headers, string name, string? said) =>
        said is not null && headers[name].ToString() is { Length: > 0 } given && McpHeaderEncoder.DecodeValue(given) != said
            ? $"The header {name} says \"{InputText.Shorten(given)}\", the message \"{InputText.Shorten(said)}\"."
            : null;
}
