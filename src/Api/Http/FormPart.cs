namespace Connector.Api.Http;

/// <summary>One part of a form; its content must be read before the next part is asked for.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="IsFile">Whether it was sent as a file.</param>
/// <param name="Content">The bytes.</param>
internal sealed record FormPart(string Name, bool IsFile, Stream Content);
