using Connector.Declaration;

namespace Connector.Settings;

/// <summary>The settings, read and checked.</summary>
public sealed record ConnectorOptions
{
    /// <summary>How each app is reached, by app slug.</summary>
    public required IReadOnlyDictionary<string, AppConnection> Connections { get; init; }

    /// <summary>The folder of local files.</summary>
    public string StorageRoot { get; init; } = "./files";

    /// <summary>The folder where files are kept that were paid for and that the store did not take.</summary>
    public string SpillRoot { get; init; } = DefaultSpillRoot;

    internal static string DefaultSpillRoot => Path.Combine(Path.GetTempPath(), "connector-spill");

    /// <summary>Whether it is kept how files were made.</summary>
    public bool KeepInputs { get; init; } = true;

    /// <summary>How long files are kept.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>The container that files go to; null when they are local.</summary>
    public BlobStorageOptions? Blob { get; init; }

    /// <summary>The kind of storage: <c>local</c> or <c>blob</c>.</summary>
    public string StorageKind => Blob is null ? ConnectorSettings.LocalStorage : ConnectorSettings.BlobStorage;

    /// <summary>The queue that the function app's trigger reads; null when none is named.</summary>
    public string? JobQueue { get; init; }

    /// <summary>Who may call, at the start.</summary>
    public AccessOptions Access { get; init; } = new();

    /// <summary>The origins, scheme, host and port, of web pages elsewhere that may call; empty for none.</summary>
    public IReadOnlyList<Uri> Origins { get; init; } = [];

    /// <summary>Whether a front end's word counts on how callers reached it.</summary>
    public bool TrustForwardedHeaders { get; init; }

    /// <summary>true: the sandbox serves every app; false: never; null: the apps without a key, on a developer's machine.</summary>
    public bool? SandboxEnabled { get; init; }

    /// <summary>Whether the sandbox draws only a part of its pictures.</summary>
    public bool SandboxIsCoarse { get; init; }

    /// <summary>The most credits that calls to real APIs may cost in a UTC day; null for no limit.</summary>
    public decimal? DailyCredits { get; init; }

    /// <summary>The most credits that calls to real APIs may cost in a UTC month; null for no limit.</summary>
    public decimal? MonthlyCredits { get; init; }

    /// <summary>How others are told what has ended.</summary>
    public CallbackOptions Callbacks { get; init; } = new();

    /// <summary>How long and how often upstream is called.</summary>
    public UpstreamLimits Upstream { get; init; } = new();

    /// <summary>How an app is reached.</summary>
    /// <param name="app">The app.</param>
    public AppConnection Connect(ConnectorApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return Connections[app.Slug];
    }

    /// <summary>The apps that the sandbox is to serve.</summary>
    /// <param name="isDevelopersMachine">Whether this process runs on somebody's own machine.</param>
    public IReadOnlyList<AppConnection> AppsForSandbox(bool isDevelopersMachine) =>
        [.. Connections.Values.Where(connection => SandboxEnabled ?? (isDevelopersMachine && connection.ApiKey is null && connection.BaseUrl == connection.App.BaseUrl))];

    /// <summary>These options with the sandbox in place of some apps. A real key is never sent to it.</summary>
    /// <param name="apps">The apps it serves.</param>
    /// <param name="baseUrl">Where it listens.</param>
    /// <param name="key">The key it accepts.</param>
    public ConnectorOptions WithSandbox(IReadOnlyList<AppConnection> apps, Uri baseUrl, string key)
    {
        var replaced = Connections.ToDictionary(StringComparer.Ordinal);
        foreach (var connection in apps)
        {
            replaced[connection.App.Slug] = connection with
            {
                BaseUrl = new Uri(baseUrl, connection.App.SandboxPath.TrimStart('/')),
                ApiKey = key,
                KeyPlacement = connection.App.KeyPlacements[0],
                Query = "",
                IsSandbox = true,
            };
        }

        return this with { Connections = replaced };
    }
}
