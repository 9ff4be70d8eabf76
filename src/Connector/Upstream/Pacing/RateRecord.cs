using Connector.Records;

namespace Connector.Upstream.Pacing;

/// <summary>How the instances on one store share the calls that upstream allows a key.</summary>
internal sealed record RateRecord : VersionedRecord
{
    /// <summary>How often it was written.</summary>
    public long Writings { get; init; }

    /// <summary>The rest that upstream demands; null for none.</summary>
    public RateRest? Rest { get; init; }

    /// <summary>The instances.</summary>
    public IReadOnlyList<RateMember> Members { get; init; } = [];
}
