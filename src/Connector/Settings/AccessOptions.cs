using Connector.Callers;

namespace Connector.Settings;

/// <summary>Who may call, and what tells who it is.</summary>
public sealed record AccessOptions
{
    /// <summary>The keys, one of which callers must show; empty for none.</summary>
    public IReadOnlyList<CallerKey> Keys { get; init; } = [];

    /// <summary>Whether each caller sees their own alone.</summary>
    public bool Isolate { get; init; }

    /// <summary>The header in which a front end tells who calls; null for none.</summary>
    public string? CallerHeader { get; init; }

    /// <summary>Whether the platform signs callers in and tells who they are (App Service Authentication).</summary>
    public bool TrustsPlatform { get; init; }

    /// <summary>The caller of a name, with their limits where they have a key.</summary>
    /// <param name="name">The name; null for nobody in particular.</param>
    public Caller CallerOf(string? name) => name is null ? Caller.Nobody
        : Keys.FirstOrDefault(key => string.Equals(key.Caller.Name, name, StringComparison.OrdinalIgnoreCase))?.Caller ?? Caller.Named(name, Isolate);
}
