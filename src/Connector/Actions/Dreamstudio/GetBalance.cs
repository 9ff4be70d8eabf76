using Connector.Actions.Dreamstudio.Shared;
using Connector.Declaration;

namespace Connector.Actions.Dreamstudio;

/// <summary>What the account has left.</summary>
internal static class GetBalance
{
    public static ConnectorAction Action { get; } = new()
    {
        App = DreamstudioApp.App,
        Slug = "get-balance",
        Operation = "userBalance",
        Title = "Get Balance",
        Description = "Reads how many credits the account has left.",
        Endpoint = Endpoint.Get(DreamstudioApp.StabilityAccount.BalancePath),
        Parameters = [],
        Output = new DataOutput(),
        Price = DreamstudioPrices.Free,
        Hints = ActionHints.Reads,
        Summary = (_, _) => "Read the balance.",
    };
}
