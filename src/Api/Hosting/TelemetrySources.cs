namespace Connector.Api.Hosting;

/// <summary>What a host tells besides the connector's own spans and measurements.</summary>
/// <param name="Traces">The names of its activity sources.</param>
/// <param name="Metrics">The names of its meters.</param>
internal sealed record TelemetrySources(IReadOnlyList<string> Traces, IReadOnlyList<string> Metrics)
{
    /// <summary>Whether spans are kept that belong to a trace of which the one before keeps nothing.</summary>
    public bool AreKeptAlone { get; init; }

    /// <summary>Nothing: a command has no server.</summary>
    public static TelemetrySources None { get; } = new([], []);
}
