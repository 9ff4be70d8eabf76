using Connector.Actions;

namespace Connector.Api.Documents.Pipedream;

/// <summary>The derived files of the Pipedream components that call a connector: one per action, the props that they share, and what begins a workflow.</summary>
public static class PipedreamComponents
{
    /// <summary>The slug of the Pipedream app, and the name of the prop that holds it.</summary>
    public static string App => Set.App;

    /// <summary>The folder in which every file is derived, below the app's.</summary>
    public const string ActionsFolder = "actions";

    /// <summary>The folder of what begins workflows, also all derived.</summary>
    public const string SourcesFolder = "sources";

    private static ConnectorSet Set { get; } = new();

    /// <summary>The files with their paths below the app's folder.</summary>
    /// <param name="catalog">The catalog.</param>
    public static IReadOnlyList<(string Path, Func<string> Write)> Of(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var definitions = new PipedreamDefinitions(Set, catalog.Actions);
        return
        [
            ("common/prop-definitions.mjs", definitions.Write),
            ($"{SourcesFolder}/{PipedreamSource.Slug}/{PipedreamSource.Slug}.mjs", () => PipedreamSource.Write(App, catalog.Actions)),
            .. catalog.Actions.Select(action => ($"{ActionsFolder}/{action.Name}/{action.Name}.mjs", (Func<string>)(() => PipedreamAction.Write(Set, action, definitions)))),
        ];
    }
}
