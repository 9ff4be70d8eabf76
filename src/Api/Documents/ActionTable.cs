using System.Text;
using Connector.Actions;

namespace Connector.Api.Documents;

/// <summary>The action table of the README.</summary>
public static class ActionTable
{
    /// <summary>The table as Markdown, one row per action.</summary>
    /// <param name="catalog">The catalog.</param>
    public static string Write(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var table = new StringBuilder("| action | what it does | upstream | credits |\n| --- | --- | --- | --- |\n");
        foreach (var action in catalog.Actions)
        {
            table.Append(
                $"| `{action.Name}` | {action.Description} | `{action.Endpoint.Method} {action.Endpoint.Template}` | {action.Price?.Description ?? "not documented"} |\n");
        }

        return table.ToString();
    }
}
