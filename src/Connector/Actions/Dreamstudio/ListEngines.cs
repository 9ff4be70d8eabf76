using Connector.Actions.Dreamstudio.Shared;
using Connector.Declaration;

namespace Connector.Actions.Dreamstudio;

/// <summary>What the account may draw with.</summary>
internal static class ListEngines
{
    public static ConnectorAction Action { get; } = new()
    {
        App = DreamstudioApp.App,
        Slug = "list-engines",
        Operation = "listEngines",
        Title = "List Engines",
        Description = "Lists the engines available to the account.",
        Endpoint = Endpoint.Get(DreamstudioApp.Engines.Path),
        Parameters = [],
        Output = new DataOutput(),
        Price = DreamstudioPrices.Free,
        Hints = ActionHints.Reads,
        Summary = (_, _) => "Listed the engines.",
    };
}
