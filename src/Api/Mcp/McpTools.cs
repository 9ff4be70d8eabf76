using System.Text.Json;
using Connector.Actions;
using Connector.Api.Documents;
using Connector.Api.Documents.Schemas;
using Connector.Declaration;
using ModelContextProtocol.Protocol;

namespace Connector.Api.Mcp;

/// <summary>The actions as tools: what a model reads before it calls one.</summary>
internal static class McpTools
{
    private static readonly JsonSchema Inline = new();

    private static readonly Lazy<IList<Tool>> Tools = new(() => [.. Catalog.All.Actions.Select(Of)]);

    /// <summary>Every action's tool, put together when they are first asked for.</summary>
    public static ListToolsResult All => new() { Tools = Tools.Value };

    private static Tool Of(ConnectorAction action) => new()
    {
        Name = action.Name,
        Title = action.Title,
        Description = DescriptionOf(action),

        // The rules stand in the description, which more models get to see.
        InputSchema = Write(InputSchemas.Of(action) with { Description = null }),

        // The protocol wants an object at the root, so receipts of two kinds are one with the members of both.
        OutputSchema = Write(SchemaUnion.Of(AnswerSchemas.OfReceipt(action))),
        Annotations = new ToolAnnotations
        {
            Title = action.Title,
            ReadOnlyHint = action.Hints.ReadOnly,
            DestructiveHint = action.Hints.Destructive,
            IdempotentHint = action.Hints.Idempotent,
            OpenWorldHint = action.Hints.OpenWorld,
        },
    };

    private static string DescriptionOf(ConnectorAction action)
    {
        string?[] sentences =
        [
            action.TextWithPrice,
            .. action.Rules.Select(rule => rule.Description),
            action.Output is JobOutput job ? $"It answers an id at once; call {job.ResultAction} with that for the result." : null,
        ];
        return string.Join(' ', sentences.OfType<string>());
    }

    private static JsonElement Write(Schema schema) => JsonElement.Parse(Inline.WriteWhole(schema).ToJsonString(JsonStyles.Compact.Options));
}
