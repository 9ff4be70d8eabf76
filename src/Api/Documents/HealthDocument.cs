using Connector.Settings;

namespace Connector.Api.Documents;

/// <summary>That the process is alive, and what is configured; never a secret.</summary>
/// <param name="Status"><c>ok</c>, or <c>degraded</c> when something is away that calls do without; a process that cannot answer says nothing.</param>
/// <param name="Version">The connector's version.</param>
/// <param name="Storage">The kind of storage.</param>
/// <param name="Apps">How each app is reached.</param>
public sealed record HealthDocument(string Status, string Version, string Storage, IReadOnlyList<AppHealth> Apps)
{
    /// <summary>The room that is left on this machine's disks. Only <c>/api/health/ready</c> looks.</summary>
    public DiskHealth? Disks { get; init; }

    /// <summary>How much of the limits of spending is spent; absent where there are none. Only <c>/api/health/ready</c> looks.</summary>
    public IReadOnlyList<SpendHealth>? Spending { get; init; }

    /// <summary>What is away, and what that means; absent when nothing is. Only <c>/api/health/ready</c> looks.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>The document of these options.</summary>
    /// <param name="options">The options.</param>
    /// <param name="version">The connector's version.</param>
    public static HealthDocument Of(ConnectorOptions options, string version)
    {
        ArgumentNullException.ThrowIfNull(options);
        var apps = options.Connections.Values
            .Select(connection => new AppHealth(connection.App.Slug, connection.ApiKey is not null && !connection.IsSandbox, connection.IsSandbox)
            {
                Missing = connection.ApiKey is null ? connection.App.KeySetting : null,
            })
            .OrderBy(app => app.App, StringComparer.Ordinal);
        return new HealthDocument("ok", version, options.StorageKind, [.. apps]);
    }
}

/// <summary>How an app is reached.</summary>
/// <param name="App">The app slug.</param>
/// <param name="ApiKey">Whether a key is set for the real API.</param>
/// <param name="Sandbox">Whether the sandbox stands in.</param>
public sealed record AppHealth(string App, bool ApiKey, bool Sandbox)
{
    /// <summary>The setting to fill, without which the app's actions answer <c>missing_api_key</c>; absent where nothing is missing.</summary>
    public string? Missing { get; init; }
}
