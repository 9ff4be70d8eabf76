using Connector.Declaration;
using Connector.Documents;

namespace Connector.Functions.Emit;

/// <summary>The documents of the repository that are derived from the catalog, whole or between two markers.</summary>
internal static class EmittedDocuments
{
    private static readonly (string Path, string Section, Func<Catalog, string> Write)[] All =
    [
        ("README.md", "actions", ActionTable.Write),
        ("docs/settings.md", "settings", SettingsTable.Write),
    ];

    /// <summary>Brings the documents up to date.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="catalog">The catalog.</param>
    /// <param name="write">Whether to write; otherwise they are only compared.</param>
    /// <param name="cancellationToken">Stops between two documents.</param>
    /// <returns>The documents that were out of date.</returns>
    public static async Task<IReadOnlyList<StaleDocument>> UpdateAsync(string root, Catalog catalog, bool write, CancellationToken cancellationToken)
    {
        var stale = new List<StaleDocument>();
        foreach (var (path, section, writeSection) in All)
        {
            var file = Path.Combine(root, path);
            var found = await File.ReadAllTextAsync(file, cancellationToken);
            var expected = ReplaceSection(found, section, writeSection(catalog), path);
            if (found == expected)
            {
                continue;
            }

            stale.Add(FirstDifference(path, found.Split('\n'), expected.Split('\n')));
            if (write)
            {
                await File.WriteAllTextAsync(file, expected, cancellationToken);
            }
        }

        return stale;
    }

    private static string ReplaceSection(string text, string section, string content, string path)
    {
        var (begin, end) = ($"<!-- begin {section} (emitted) -->\n", $"<!-- end {section} -->");
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        return from >= 0 && to > from
            ? text[..(from + begin.Length)] + content + text[to..]
            : throw new ConnectorException(500, ErrorCodes.InternalError, $"{path} lacks the markers of its section \"{section}\".");
    }

    private static StaleDocument FirstDifference(string path, string[] found, string[] expected)
    {
        var line = found.Zip(expected).TakeWhile(pair => pair.First == pair.Second).Count();
        return new StaleDocument(path, line + 1, found.ElementAtOrDefault(line) ?? "", expected.ElementAtOrDefault(line) ?? "");
    }
}
