using System.Text.Json.Nodes;
using Connector.Declaration;

namespace Connector.Page.Content;

/// <summary>What an action's rules mean for its form: which fields a choice demands or excludes, and which stand only beside others.</summary>
internal static class FormRules
{
    /// <summary>The rules as JSON, for the form's module.</summary>
    /// <param name="action">The action.</param>
    public static string Of(ConnectorAction action) => new JsonArray(
    [
        .. action.Rules.Where(rule => rule.Choice is not null).Select(rule => (JsonNode)new JsonObject
        {
            ["choice"] = rule.Choice!.Name,
            ["value"] = rule.Value,
            ["default"] = rule.Choice.Default == rule.Value,
            ["demands"] = Names(rule.Demanded),
            ["excludes"] = Names(rule.Excludable),
        }),
        .. action.Rules.Where(rule => rule.Companions.Count > 0).Select(rule => (JsonNode)new JsonObject
        {
            // A picture is what others stand beside: hidden, it could never be given.
            ["fields"] = Names(rule.Excludable.Where(parameter => parameter is not FileParameter)),
            ["beside"] = Names(rule.Companions),
        }),
    ]).ToJsonString();

    private static JsonArray Names(IEnumerable<Parameter> parameters) => new([.. parameters.Select(parameter => (JsonNode)parameter.Name)]);
}
