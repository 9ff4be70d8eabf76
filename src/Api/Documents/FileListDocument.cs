namespace Connector.Api.Documents;

/// <summary>A page of saved files.</summary>
/// <param name="Files">The files, in the order asked for.</param>
/// <param name="Continuation">Brings the next page; absent when this is the last.</param>
/// <param name="NextLink">Where the next page is; absent when this is the last.</param>
public sealed record FileListDocument(IReadOnlyList<ListedFile> Files, string? Continuation, Uri? NextLink);

/// <summary>A saved file in a list.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Url">A link to download it.</param>
/// <param name="ContentType">Its content type.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="LastModified">When it was published.</param>
public sealed record ListedFile(string Path, Uri Url, string ContentType, long Bytes, DateTimeOffset LastModified);
