namespace Connector.Declaration;

/// <summary>The field names of an image in a JSON answer, wherever in the answer its object stands.</summary>
/// <param name="Data">The base64 text.</param>
/// <param name="Seed">The seed, a number or a text.</param>
/// <param name="FinishReason">The finish reason.</param>
public sealed record JsonMediaShape(string Data, string Seed, string FinishReason);
