namespace Connector.Failures;

/// <summary>Finds the known name that a mistyped one most likely means.</summary>
internal static class NameSuggestion
{
    /// <summary>A sentence with a leading space, "Did you mean …?", or nothing when no known name is near.</summary>
    public static string For(string given, IEnumerable<string> known)
    {
        var wanted = Fold(given);
        if (wanted.Length is 0 or > 100)
        {
            return "";
        }

        var nearest = known
            .Select(name => (Name: name, Distance: Distance(wanted, Fold(name))))
            .Where(candidate => candidate.Distance <= Math.Max(2, candidate.Name.Length / 4) && candidate.Distance < candidate.Name.Length)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
        return nearest is null ? "" : $" Did you mean \"{nearest}\"?";
    }

    /// <summary>Whether two names differ in case and separators only.</summary>
    public static bool AreAlike(string one, string other) => Fold(one) == Fold(other);

    /// <summary>The letters before the first separator, in lower case.</summary>
    public static string FirstWord(string name) => string.Concat(name.TakeWhile(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    /// <summary>Case and word separators do not count: negativePrompt and negative-prompt both mean negative_prompt.</summary>
    private static string Fold(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    /// <summary>Levenshtein distance: single-character insertions, deletions and substitutions.</summary>
    private static int Distance(string from, string to)
    {
        var previous = new int[to.Length + 1];
        var current = new int[to.Length + 1];
        for (var column = 0; column <= to.Length; column++)
        {
            previous[column] = column;
        }

        for (var row = 1; row <= from.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= to.Length; column++)
            {
                var substitution = previous[column - 1] + (from[row - 1] == to[column - 1] ? 0 : 1);
                current[column] = Math.Min(substitution, Math.Min(previous[column], current[column - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[to.Length];
    }
}
