namespace Connector.Upstream.Pacing;

/// <summary>An instance in the record of a key.</summary>
internal sealed record RateMember
{
    /// <summary>Its id, new at each start.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// Higher at each of its writings: others tell by their own clocks how long they have seen it unchanged, since no machine can
    /// rely on the time of day of another.
    /// </summary>
    public required long Beat { get; init; }

    /// <summary>What the others leave to it: it never has more calls than these in a window.</summary>
    public required int Share { get; init; }

    /// <summary>The limit that its settings tell; the smallest of all counts.</summary>
    public required int Limit { get; init; }

    /// <summary>Its calls of the last window and in the queue that somebody waits for.</summary>
    public int Interactive { get; init; }

    /// <summary>Its calls of the last window and in the queue that nobody waits for.</summary>
    public int Background { get; init; }

    /// <summary>Whether it has stopped, and sends nothing more: its share is what it has sent.</summary>
    public bool HasLeft { get; init; }
}
