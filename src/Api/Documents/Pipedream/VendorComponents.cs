using Connector.Actions;
using Connector.Declaration;

namespace Connector.Api.Documents.Pipedream;

/// <summary>The derived files of the Pipedream components that need no connector: they call DreamStudio's API with the key of the step's own account.</summary>
public static class VendorComponents
{
    /// <summary>The slug of the Pipedream app.</summary>
    public const string App = "dreamstudio";

    /// <summary>The files with their paths below the app's folder.</summary>
    /// <param name="catalog">The catalog.</param>
    public static IReadOnlyList<(string Path, Func<string> Write)> Of(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var set = new VendorSet(catalog.FindApp(App));
        var actions = ActionsOf(catalog);
        var definitions = new PipedreamDefinitions(set, actions);
        var parameters = new VendorParameters(set, actions);
        return
        [
            ("common/api.mjs", () => VendorApi.Write(set)),
            ("common/parameters.mjs", parameters.Write),
            ("common/prop-definitions.mjs", definitions.Write),
            .. actions.Select(action => ($"{PipedreamComponents.ActionsFolder}/{action.Slug}/{action.Slug}.mjs", (Func<string>)(() => VendorAction.Write(set, action, definitions, parameters)))),
        ];
    }

    /// <summary>The rules that a component leaves to the API, as a list in Markdown: what they look at is in the files, which are streamed.</summary>
    /// <param name="catalog">The catalog.</param>
    public static string Unchecked(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return string.Concat(ActionsOf(catalog).SelectMany(action =>
            VendorRules.Of(new VendorSet(action.App), action).Where(rule => rule.Written is null).Select(rule => $"- {action.Title}: {rule.Rule.Description}\n")));
    }

    private static IReadOnlyList<ConnectorAction> ActionsOf(Catalog catalog) => [.. catalog.Actions.Where(action => action.App.Slug == App)];
}
