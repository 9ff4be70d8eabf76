using ModelContextProtocol.Protocol;

namespace Connector.Api.Mcp;

/// <summary>What a message is, as far as it matters before the package reads it.</summary>
/// <param name="Method">What it asks for; null for an answer.</param>
/// <param name="Name">What it is about, as <c>Mcp-Name</c> repeats it: a tool, or a resource's URI; null for nothing.</param>
/// <param name="Id">The id of a request; null for another message, which is not answered.</param>
/// <param name="Cancels">The id of the request that it cancels; null for none.</param>
internal sealed record McpMessage(string? Method, string? Name, RequestId? Id, string? Cancels);
