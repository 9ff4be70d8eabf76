namespace Connector.Declaration;

/// <summary>What an action does to the world. An action that spends credits is never read-only.</summary>
/// <param name="ReadOnly">It changes nothing and costs nothing.</param>
/// <param name="Destructive">It deletes or overwrites something.</param>
/// <param name="OpenWorld">It talks to a system outside the connector.</param>
/// <param name="Idempotent">Calling it twice has the effect of calling it once.</param>
public sealed record ActionHints(bool ReadOnly, bool Destructive, bool OpenWorld, bool Idempotent)
{
    /// <summary>Reads without changing or costing anything.</summary>
    public static ActionHints Reads { get; } = new(ReadOnly: true, Destructive: false, OpenWorld: true, Idempotent: true);

    /// <summary>Saves what was already made and paid for.</summary>
    public static ActionHints Fetches { get; } = new(ReadOnly: false, Destructive: false, OpenWorld: true, Idempotent: true);

    /// <summary>Makes something new and spends credits.</summary>
    public static ActionHints Generates { get; } = new(ReadOnly: false, Destructive: false, OpenWorld: true, Idempotent: false);
}
