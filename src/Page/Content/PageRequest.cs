using Connector.Actions;
using Connector.Declaration;

namespace Connector.Page.Content;

/// <summary>What is to be shown, and how its links begin.</summary>
/// <param name="View">What is shown.</param>
/// <param name="Action">The action whose form is shown, or that the list marks.</param>
/// <param name="Texts">The words.</param>
/// <param name="Base">What every address of this server begins with: empty, or a path that a host puts before, without a slash at its end.</param>
public sealed record PageRequest(PageView View, ConnectorAction Action, PageTexts Texts, string Base)
{
    /// <summary>The route below which the page's parts are.</summary>
    public const string Route = "api/page";

    /// <summary>The name of the gallery among the parts.</summary>
    public const string Gallery = "gallery";

    /// <summary>The name of the connections among the parts.</summary>
    public const string Connections = "connections";

    /// <summary>The first thing people see.</summary>
    public static ConnectorAction First { get; } = Catalog.All.Actions.First(action => action.Output is MediaOutput { Noun: "image" } && action.Parameters.All(parameter => parameter is not FileParameter { Required: true }));

    /// <summary>The address of a part.</summary>
    /// <param name="part">An action's name, an asset's, or one of the views'.</param>
    public string Link(string part) => $"{Base}/{Route}/{part}";
}
