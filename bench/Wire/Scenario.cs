namespace Connector.Wire;

/// <summary>What every contender of it is asked again and again.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Connections">How many ask at once.</param>
/// <param name="Answer">What upstream answers.</param>
/// <param name="Body">What is sent; null for a GET.</param>
/// <param name="Entries">Who takes part; the first is what the others are compared with.</param>
internal sealed record Scenario(string Name, int Connections, FixedAnswer Answer, RequestBody? Body, params IReadOnlyList<Entry> Entries)
{
    /// <summary>Whether every request has an idempotency key of its own.</summary>
    public bool HasKeys { get; init; }

    /// <summary>Whether the requests are to be refused.</summary>
    public bool IsRefused { get; init; }
}
