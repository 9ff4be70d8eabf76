namespace Connector.Upstream.Pacing;

/// <summary>How long the other members of a record have been silent, by this instance's own clock.</summary>
internal sealed class MemberWatch
{
    /// <summary>How long a silent member counts as alive: its lease, and a second for clocks that run at another speed.</summary>
    private static readonly TimeSpan Lease = ShareLease.Length + TimeSpan.FromSeconds(1);

    private Dictionary<string, (long Beat, TimeSpan Since)> _seen = new(StringComparer.Ordinal);

    /// <summary>Looks at the record as it was read a moment ago.</summary>
    public void Look(RateRecord record, TimeSpan now) => _seen = record.Members.ToDictionary(
        member => member.Id,
        member => _seen.TryGetValue(member.Id, out var before) && before.Beat == member.Beat ? before : (member.Beat, now),
        StringComparer.Ordinal);

    /// <summary>Whether a member may still send.</summary>
    public bool IsAlive(RateMember member, TimeSpan now) => !member.HasLeft && Silence(member, now) < Lease;

    /// <summary>Whether everything that a member can have sent has left the window: only then its share is free.</summary>
    public bool IsGone(RateMember member, TimeSpan now) => Silence(member, now) >= SendWindow.Length + (member.HasLeft ? TimeSpan.Zero : Lease);

    private TimeSpan Silence(RateMember member, TimeSpan now) => now - _seen[member.Id].Since;
}
