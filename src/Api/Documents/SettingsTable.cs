using System.Text;
using Connector.Actions;
using Connector.Settings;

namespace Connector.Api.Documents;

/// <summary>The table of settings in <c>docs/settings.md</c>.</summary>
public static class SettingsTable
{
    /// <summary>The table as Markdown, one row per setting.</summary>
    /// <param name="catalog">The catalog, whose apps have settings of their own.</param>
    public static string Write(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var table = new StringBuilder("| setting | what it does | when unset |\n| --- | --- | --- |\n");
        foreach (var setting in ConnectorSettings.All(catalog.Apps))
        {
            table.Append($"| `{setting.Name}{(setting.IsList ? "__0" : "")}` | {setting.FullDescription} | {setting.Default} |\n");
        }

        return table.ToString();
    }
}
