namespace Connector.Wire;

/// <summary>A request's body.</summary>
/// <param name="File">The file it lies in.</param>
/// <param name="Type">Its media type.</param>
internal sealed record RequestBody(string File, string Type);
