using System.IO.Enumeration;
using Connector.Failures;

namespace Connector.Callers;

/// <summary>Who asks, as far as the server knows, and what they may do.</summary>
public sealed record Caller
{
    /// <summary>The folder of the store that holds the folders of isolated callers.</summary>
    public const string Root = "callers";

    /// <summary>Nobody in particular: a caller without a key of their own, or whoever runs the connector on their own machine.</summary>
    public static Caller Nobody { get; } = new();

    /// <summary>The name, in lower case; null for nobody in particular.</summary>
    public string? Name { get; init; }

    /// <summary>Whether they see their own files, jobs, batches and answers alone.</summary>
    public bool IsIsolated { get; init; }

    /// <summary>The actions they may run, as names with <c>*</c> for any characters; empty for all.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>The most credits that their calls to real APIs may cost in a UTC day; null for no limit of their own.</summary>
    public decimal? DailyCredits { get; init; }

    /// <summary>How many runs they may begin in a minute; null for no limit.</summary>
    public int? RatePerMinute { get; init; }

    /// <summary>The folder of the store with all that is theirs; null where callers share one store.</summary>
    public string? Folder { get; private init; }

    /// <summary>A caller, alone with what is theirs or not.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isIsolated">Whether they see their own alone.</param>
    public static Caller Named(string name, bool isIsolated)
    {
        ArgumentNullException.ThrowIfNull(name);
        // Letters of other alphabets that fold into ASCII, such as the sign of Kelvin, would make one name of two.
        var lower = string.Concat(name.Select(character => char.IsAsciiLetterUpper(character) ? char.ToLowerInvariant(character) : character));
        return new Caller { Name = lower, IsIsolated = isIsolated, Folder = isIsolated ? $"{Root}/{CallerFolder.NameOf(lower)}" : null };
    }

    /// <summary>Where a folder of the store is for them.</summary>
    /// <param name="folder">The folder, as it is called where all share one store.</param>
    public string FolderOf(string folder) => Folder is null ? folder : $"{Folder}/{folder}";

    /// <summary>What the paths begin with that they mean and may see.</summary>
    /// <param name="prefix">What they gave.</param>
    public string PrefixOf(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return Folder is null || prefix.StartsWith($"{Folder}/", StringComparison.Ordinal) ? prefix

            // The beginning of what all their paths begin with.
            : prefix.StartsWith(Root, StringComparison.Ordinal) && $"{Folder}/".StartsWith(prefix, StringComparison.Ordinal) ? $"{Folder}/"
            : $"{Folder}/{prefix}";
    }

    /// <summary>Whether they may see a file.</summary>
    /// <param name="path">Its path.</param>
    public bool Sees(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Folder is null || path.StartsWith($"{Folder}/", StringComparison.Ordinal);
    }

    /// <summary>Whether they may see what was begun by somebody.</summary>
    /// <param name="caller">The name of who began it; null for nobody in particular.</param>
    public bool SeesWorkOf(string? caller) => !IsIsolated || Name == caller;

    /// <summary>Whether they may run an action.</summary>
    /// <param name="action">Its full name.</param>
    public bool MayRun(string action) => Actions.Count == 0 || Actions.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, action));

    /// <summary>Refuses an action that they may not run.</summary>
    /// <param name="action">Its full name.</param>
    /// <exception cref="ConnectorException"><c>action_not_allowed</c> (403).</exception>
    public void ThrowIfMayNotRun(string action)
    {
        if (!MayRun(action))
        {
            throw new ConnectorException(403, ErrorCodes.ActionNotAllowed, $"{Name} may not run {action}; allowed are {string.Join(", ", Actions)}. Whoever runs the connector sets this.");
        }
    }
}
