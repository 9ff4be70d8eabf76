using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Api.Documents;
using Connector.Api.Documents.Pipedream;
using Connector.Api.Documents.PowerPlatform;
using Connector.Api.Documents.Requests;
using Connector.Api.Endpoints;

namespace Connector.Cli.Emit;

/// <summary>The files of the repository that are derived from the catalog.</summary>
internal static class EmittedDocuments
{
    private const string Vendor = $"infra/pipedream/components/{VendorComponents.App}/";

    private static string Pipedream => $"infra/pipedream/components/{PipedreamComponents.App}/";

    /// <summary>Folders in which every file is derived: one that no document has is left over, as from an action that is no more.</summary>
    private static readonly string[] Folders = [Pipedream + PipedreamComponents.ActionsFolder, Pipedream + PipedreamComponents.SourcesFolder, Vendor + PipedreamComponents.ActionsFolder];

    /// <summary>Stands for the host, which each connection names.</summary>
    private static readonly Uri AnyHost = new("https://your-function-app.azurewebsites.net");

    /// <summary>The documents of a catalog.</summary>
    public static IReadOnlyList<EmittedDocument> Of(Catalog catalog) =>
    [
        new("README.md", "actions", () => ActionTable.Write(catalog)),
        new("docs/settings.md", "settings", () => SettingsTable.Write(catalog)),
        new("docs/actions.md", "reference", () => ActionReference.Write(catalog)),
        new("infra/power-automate/apiDefinition.swagger.json", Section: null, () => Indented(SwaggerDocument.Write(ApiDocuments.Describe(catalog), AnyHost))),
        new("infra/power-automate/apiProperties.json", Section: null, () => Indented(ConnectorProperties.Write())),
        new("infra/http/connector.http", Section: null, () => HttpFile.Write(ApiDocuments.Describe(catalog), catalog)),
        new("infra/http/connector.postman_collection.json", Section: null, () => Indented(PostmanCollection.Write(ApiDocuments.Describe(catalog), catalog))),
        new("src/Functions/ActionFunctions.cs", Section: null, () => ActionFunctionsSource.Write(catalog)),
        .. PipedreamComponents.Of(catalog).Select(file => new EmittedDocument(Pipedream + file.Path, Section: null, file.Write)),
        .. VendorComponents.Of(catalog).Select(file => new EmittedDocument(Vendor + file.Path, Section: null, file.Write)),
        new(Vendor + "README.md", "unchecked", () => VendorComponents.Unchecked(catalog)),
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
        var documents = Of(catalog);
        foreach (var document in documents)
        {
            var file = Path.Combine(root, document.Path);
            var found = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : "";
            var expected = document.Expected(found);
            if (found == expected)
            {
                continue;
            }

            stale.Add(StaleDocument.Of(document.Path, found, expected));
            if (write)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllTextAsync(file, expected, cancellationToken);
            }
        }

        foreach (var path in LeftOver(root, documents))
        {
            stale.Add(StaleDocument.Of(path, await File.ReadAllTextAsync(Path.Combine(root, path), cancellationToken), expected: ""));
            if (write)
            {
                File.Delete(Path.Combine(root, path));
            }
        }

        return stale;
    }

    private static string Indented(JsonObject json) => json.ToJsonString(JsonStyles.Indented.Options) + "\n";

    private static IReadOnlyList<string> LeftOver(string root, IReadOnlyList<EmittedDocument> documents) =>
    [
        .. Folders.Select(folder => Path.Combine(root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Except(documents.Select(document => document.Path), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];
}
