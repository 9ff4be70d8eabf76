namespace Connector.Records;

/// <summary>A record as it was read.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Tag">The tag of the writing, to replace or delete it by.</param>
/// <param name="Age">
/// How long ago it was written at least, by a clock of the store's own; zero where the store has none. Clocks of machines take no
/// part in it.
/// </param>
public sealed record StoredRecord(ReadOnlyMemory<byte> Content, string Tag, TimeSpan Age);
