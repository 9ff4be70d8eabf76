namespace Connector.Declaration;

/// <summary>
/// How an app says what went wrong, where that is more than what is understood of every app: messages and short names are found in any
/// of the usual shapes without it.
/// </summary>
public sealed record ErrorShape
{
    /// <summary>What short names mean (<c>code</c>, <c>type</c> and the like), in lower case; with several in one answer, the first that has a meaning counts.</summary>
    public IReadOnlyDictionary<string, ErrorMeaning> Meanings { get; init; } = new Dictionary<string, ErrorMeaning>(StringComparer.Ordinal);

    /// <summary>The member beside a message that names the field it is about; null where there is none.</summary>
    public string? Field { get; init; }
}
