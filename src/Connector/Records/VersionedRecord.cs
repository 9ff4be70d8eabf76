namespace Connector.Records;

/// <summary>What a record of JSON holds, with the version of its shape: an instance of an older version leaves alone what it does not know.</summary>
public abstract record VersionedRecord
{
    /// <summary>The version that this connector writes, and the highest that it reads.</summary>
    public const int Latest = 1;

    /// <summary>The version that the record was written in; 0 for those of before there were versions.</summary>
    public int Version { get; init; } = Latest;
}
