namespace Connector.Functions.Emit;

/// <summary>A document that is not what the catalog says.</summary>
/// <param name="Path">Its path in the repository.</param>
/// <param name="Line">The first line that differs.</param>
/// <param name="Found">That line as it stands.</param>
/// <param name="Expected">That line as it should be.</param>
internal sealed record StaleDocument(string Path, int Line, string Found, string Expected);
