using Connector.Actions.Dreamstudio.Shared;
using Connector.Declaration;

namespace Connector.Actions.Dreamstudio;

/// <summary>Whose key it is.</summary>
internal static class GetAccount
{
    public static ConnectorAction Action { get; } = new()
    {
        App = DreamstudioApp.App,
        Slug = "get-account",
        Operation = "userAccount",
        Title = "Get Account",
        Description = "Reads the account of the key: user, e-mail and organizations.",
        Endpoint = Endpoint.Get(DreamstudioApp.StabilityAccount.AccountPath),
        Parameters = [],
        Output = new DataOutput(),
        Price = DreamstudioPrices.Free,
        Hints = ActionHints.Reads,
        Summary = (_, _) => "Read the account.",
    };
}
