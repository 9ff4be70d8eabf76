namespace Connector.Settings;

/// <summary>How long files are kept.</summary>
public sealed record RetentionOptions
{
    /// <summary>The days of all folders that have no number of their own; null for ever.</summary>
    public int? Days { get; init; }

    /// <summary>The days of single folders; 0 for ever.</summary>
    public IReadOnlyDictionary<string, int> OfFolders { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Whether any file is deleted for its age.</summary>
    public bool IsOn => Days is not null || OfFolders.Values.Any(days => days > 0);

    /// <summary>The days of a folder; null for ever.</summary>
    /// <param name="folder">An action's name, or that of uploads.</param>
    public int? DaysOf(string folder) => OfFolders.TryGetValue(folder, out var days) ? days > 0 ? days : null : Days;
}
