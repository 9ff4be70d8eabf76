using Connector.Records;

namespace Connector.Spending;

/// <summary>A day's record: what was counted.</summary>
/// <param name="Credits">The credits.</param>
public sealed record SpentCredits(decimal Credits) : VersionedRecord;
