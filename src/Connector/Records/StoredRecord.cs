namespace Connector.Records;

/// <summary>A record as it was read.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Tag">The tag of the writing, to replace or delete it by.</param>
public sealed record StoredRecord(ReadOnlyMemory<byte> Content, string Tag);
