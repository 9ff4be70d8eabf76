namespace Connector.Settings;

/// <summary>One setting an operator may set, as an environment variable or in any .NET configuration source.</summary>
/// <param name="Name">Its name as an environment variable writes it, for example <c>Storage__Root</c>.</param>
/// <param name="Description">What it does.</param>
/// <param name="Default">What holds when it is unset, in words.</param>
public sealed record Setting(string Name, string Description, string Default)
{
    /// <summary>Whether the name is the start of numbered names: <c>Access__Keys__0</c>, <c>Access__Keys__1</c> and so on.</summary>
    public bool IsList { get; init; }

    /// <summary>What was set before in its place; null for nothing.</summary>
    public string? Former { get; init; }

    /// <summary>The least and the most of a whole number; null for other values.</summary>
    public (int Least, int Most)? Range { get; init; }

    /// <summary>What stands for a part of the name that an operator chooses, such as <c>&lt;caller&gt;</c>.</summary>
    private const char VariableStart = '<';

    private const char VariableEnd = '>';

    /// <summary>Whether it stands in no section, as the variables that others have named do.</summary>
    internal bool IsFlat => !Name.Contains("__", StringComparison.Ordinal);

    /// <summary>The name under which one value is set: of a list, the first.</summary>
    internal string FirstName => IsList && !HasVariable ? $"{Name}__0" : Name;

    /// <summary>Whether a part of the name is chosen by whoever sets it.</summary>
    private bool HasVariable => Name.Contains(VariableStart, StringComparison.Ordinal);

    /// <summary>The description, with the range in numbers.</summary>
    internal string FullDescription => Range switch
    {
        null => Description,

        // The description says what 0 means.
        (_, int.MaxValue) => Description,
        var (least, most) => $"{Description} {least} to {most}.",
    };

    /// <summary>What a whole number must be.</summary>
    internal string RangeInWords => Range switch
    {
        (var least, int.MaxValue) => $"a whole number of {least} or more",
        var range => $"a whole number from {range!.Value.Least} to {range.Value.Most}",
    };

    /// <summary>Whether a configuration key names the list itself, or something in it that is no numbered value.</summary>
    internal bool IsAbove(string name) => IsList && !HasVariable
        && (string.Equals(name, Name, StringComparison.OrdinalIgnoreCase) || name.StartsWith(Name + "__", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a configuration key, in the form of an environment variable, sets this setting.</summary>
    internal bool Matches(string name) => HasVariable ? VariableIn(name) is not null
        : IsList ? name.StartsWith(Name + "__", StringComparison.OrdinalIgnoreCase) && IsIndex(name.AsSpan(Name.Length + 2))
        : string.Equals(name, Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The part of a configuration key that an operator has chosen, in lower case; null where the key does not set this setting. Of a list, one value may do without a number.</summary>
    internal string? VariableIn(string name)
    {
        var (start, end) = (Name.IndexOf(VariableStart, StringComparison.Ordinal), Name.IndexOf(VariableEnd, StringComparison.Ordinal) + 1);
        if (!name.StartsWith(Name[..start], StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var rest = name[start..];
        var length = rest.IndexOf("__", StringComparison.Ordinal) is >= 0 and var found ? found : rest.Length;
        var behind = rest[length..];
        return length > 0 && behind.StartsWith(Name[end..], StringComparison.OrdinalIgnoreCase)
            && (behind.Length == Name.Length - end || (IsList && behind[(Name.Length - end)..] is ['_', '_', .. var index] && IsIndex(index)))
                ? rest[..length].ToLowerInvariant()
                : null;
    }

    /// <summary>The name that a configuration key like this may mean, with the part that an operator has chosen; null for none.</summary>
    internal string? NameLike(string name)
    {
        var start = HasVariable ? Name[..Name.IndexOf(VariableStart, StringComparison.Ordinal)] : null;
        return start is not null && name.StartsWith(start, StringComparison.OrdinalIgnoreCase) && name[start.Length..].Split("__") is [{ Length: > 0 } choice, _, ..] ? NameFor(choice) : null;
    }

    /// <summary>The name for one choice of the part that an operator chooses.</summary>
    internal string NameFor(string choice) =>
        $"{Name[..Name.IndexOf(VariableStart, StringComparison.Ordinal)]}{choice}{Name[(Name.IndexOf(VariableEnd, StringComparison.Ordinal) + 1)..]}";

    private static bool IsIndex(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
