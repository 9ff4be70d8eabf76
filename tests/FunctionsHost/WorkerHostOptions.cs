namespace Connector.FunctionsHost;

/// <summary>What a worker is started with.</summary>
/// <param name="Folder">The published function app.</param>
public sealed record WorkerHostOptions(string Folder)
{
    /// <summary>The app's settings, as variables of the worker's process; none at all where the value is null.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Where the front listens on this machine; 0 for any port that is free.</summary>
    public int Port { get; init; }

    /// <summary>How long a start may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);
}
