using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;

namespace Connector.Page.Content;

/// <summary>What the page's modules need to know: the words, and where a stored file can go next.</summary>
internal static class PageData
{
    /// <summary>Every action with its title and the inputs that take files.</summary>
    public static string OfCatalog { get; } = new JsonArray(
    [
        .. Catalog.All.Actions.Select(action => (JsonNode)new JsonObject
        {
            ["name"] = action.Name,
            ["title"] = action.Title,
            ["files"] = new JsonArray([.. action.Parameters.OfType<FileParameter>().Select(file => (JsonNode)new JsonObject { ["name"] = file.Name, ["noun"] = file.Noun })]),
            ["seed"] = action.Parameters.OfType<WholeNumberParameter>().Any(parameter => parameter.Name == "seed"),
        }),
    ]).ToJsonString();

    /// <summary>The words as JSON. The writer escapes what could end the element that they stand in.</summary>
    /// <param name="texts">The words.</param>
    public static string Of(PageTexts texts) => new JsonObject([.. texts.All.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value))]).ToJsonString();
}
