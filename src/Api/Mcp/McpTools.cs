using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Api.Documents;
using Connector.Declaration;
using ModelContextProtocol.Protocol;

namespace Connector.Api.Mcp;

/// <summary>The actions as tools: what a model reads before it calls one.</summary>
internal static class McpTools
{
    /// <summary>The tools of actions.</summary>
    /// <param name="actions">The actions.</param>
    public static IEnumerable<Tool> Of(IEnumerable<ConnectorAction> actions) => actions.Select(Of);

    private static Tool Of(ConnectorAction action) => new()
    {
        Name = action.Name,
        Title = action.Title,
        Description = DescriptionOf(action),
        InputSchema = Write(McpInputSchema.Of(action)),
        OutputSchema = Write(McpOutputSchema.Of(action)),
        Annotations = Of(action.Hints),
    };

    /// <summary>What a client takes for granted is left out: a tool that writes, may destroy, is no repeat of itself and reaches the world.</summary>
    private static ToolAnnotations Of(ActionHints hints) => new()
    {
        ReadOnlyHint = hints.ReadOnly ? true : null,
        DestructiveHint = hints.Destructive ? null : false,
        IdempotentHint = hints.Idempotent ? true : null,
        OpenWorldHint = hints.OpenWorld ? null : false,
    };

    /// <summary>The rule of the limit of credits is told with it, in the <see cref="McpInstructions"/>.</summary>
    private static string DescriptionOf(ConnectorAction action)
    {
        string?[] sentences =
        [
            action.TextWithPrice,
            .. action.Rules.Where(rule => !rule.Parameters.Contains(SpendLimit.MaxCredits)).Select(rule => rule.Description),
            action.Output is JobOutput job ? $"It answers an id at once; call {job.ResultAction} with that for the result." : null,
        ];
        return string.Join(' ', sentences.OfType<string>());
    }

    private static JsonElement Write(JsonObject schema) => JsonElement.Parse(schema.ToJsonString(JsonStyles.Compact.Options));
}
