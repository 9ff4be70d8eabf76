using Connector.Declaration;
using Connector.Documents;

namespace Connector.Functions.Emit;

/// <summary>The files of the repository that are derived from the catalog.</summary>
internal static class EmittedDocuments
{
    public static IReadOnlyList<EmittedDocument> All { get; } =
    [
        new("README.md", "actions", ActionTable.Write),
        new("docs/settings.md", "settings", SettingsTable.Write),
        new("src/Functions/IsolatedWorker/ActionFunctions.cs", Section: null, ActionFunctionsSource.Write),
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
        foreach (var document in All)
        {
            var file = Path.Combine(root, document.Path);
            var found = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : "";
            var expected = document.Expected(found, catalog);
            if (found == expected)
            {
                continue;
            }

            stale.Add(FirstDifference(document.Path, found.Split('\n'), expected.Split('\n')));
            if (write)
            {
                await File.WriteAllTextAsync(file, expected, cancellationToken);
            }
        }

        return stale;
    }

    private static StaleDocument FirstDifference(string path, string[] found, string[] expected)
    {
        var line = found.Zip(expected).TakeWhile(pair => pair.First == pair.Second).Count();
        return new StaleDocument(path, line + 1, found.ElementAtOrDefault(line) ?? "", expected.ElementAtOrDefault(line) ?? "");
    }
}
