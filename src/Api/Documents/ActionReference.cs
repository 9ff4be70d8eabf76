using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;

namespace Connector.Api.Documents;

/// <summary>docs/actions.md: every action with its parameters, rules and price, and a call that works.</summary>
public static class ActionReference
{
    /// <summary>The reference as Markdown.</summary>
    /// <param name="catalog">The catalog.</param>
    public static string Write(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var text = new StringBuilder();
        foreach (var app in catalog.Apps)
        {
            text.Append($"\n## {app.Title}\n{app.Description} [Documentation]({app.DocumentationUrl})\n");
            foreach (var action in catalog.Actions.Where(action => action.App == app))
            {
                Write(text, action);
            }
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, ConnectorAction action)
    {
        text.Append($"\n### {action.Name}\n**{action.Title}.** {action.Description} {action.PriceText}{SourceOf(action)} [Documentation]({action.DocumentationUrl.AbsoluteUri})\n");
        if (action.Parameters.Count > 0)
        {
            text.Append("\n| parameter | type | | what it is |\n| --- | --- | --- | --- |\n");
            foreach (var parameter in action.Parameters)
            {
                text.Append($"| `{parameter.Name}` | {parameter.ManifestType} | {(parameter.Required ? "required" : "")} | {Escape(parameter.FullDescription)} |\n");
            }
        }

        if (action.Rules.Count > 0)
        {
            text.Append('\n');
        }

        foreach (var rule in action.Rules)
        {
            text.Append($"- {rule.Description}\n");
        }

        text.Append($"\n```sh\ncurl -s http://127.0.0.1:7071/api/actions/{action.Name} \\\n  -H \"Content-Type: application/json\" -d '{Quote(ExampleInput.Of(action))}'\n```\n");
    }

    private static string SourceOf(ConnectorAction action) =>
        action.Price is { } price ? string.Create(CultureInfo.InvariantCulture, $" ({price.Source}, {price.AsOf:yyyy-MM-dd})") : "";

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>The JSON between a shell's single quotes.</summary>
    private static string Quote(JsonObject json) => json.ToJsonString(JsonStyles.Indented.Options).Replace("'", "'\\''", StringComparison.Ordinal);
}
