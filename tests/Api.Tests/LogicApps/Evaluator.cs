using System.Text.Json.Nodes;

namespace Connector.Api.Tests.LogicApps;

/// <summary>The functions of the language that the sample uses; another one is a <see cref="FormatException"/>.</summary>
/// <param name="parameters">The workflow's parameters.</param>
/// <param name="runName">The name of the run.</param>
/// <param name="triggerBody">What the trigger received.</param>
/// <param name="actions">What has become of each action so far.</param>
internal sealed class Evaluator(
    IReadOnlyDictionary<string, string> parameters, string runName, JsonNode triggerBody, IReadOnlyDictionary<string, PlayedAction> actions)
{
    /// <summary>How many arguments each function takes.</summary>
    public static IReadOnlyDictionary<string, (int Least, int Most)> Functions { get; } = new Dictionary<string, (int, int)>(StringComparer.Ordinal)
    {
        ["parameters"] = (1, 1),
        ["workflow"] = (0, 0),
        ["triggerBody"] = (0, 0),
        ["body"] = (1, 1),
        ["outputs"] = (1, 1),
        ["actions"] = (1, 1),
        ["add"] = (2, 2),
        ["coalesce"] = (1, int.MaxValue),
        ["equals"] = (2, 2),
        ["if"] = (3, 3),
    };

    public JsonNode? Evaluate(Expression expression) => expression switch
    {
        LiteralExpression literal => literal.Value.DeepClone(),
        PropertyExpression property => PropertyOf(Evaluate(property.Of), property),
        CallExpression call => Call(call.Function, [.. call.Arguments.Select(Evaluate)]),
        _ => throw new FormatException($"{expression} is not known here"),
    };

    private static JsonNode? PropertyOf(JsonNode? value, PropertyExpression property) => value switch
    {
        JsonObject named => named[property.Name]?.DeepClone(),
        null when property.IsSafe => null,
        _ => throw new InvalidOperationException($"{value?.ToJsonString() ?? "null"} has no property {property.Name}"),
    };

    private JsonNode? Call(string function, IReadOnlyList<JsonNode?> given) => function switch
    {
        "parameters" => parameters[given[0]!.GetValue<string>()],
        "workflow" => new JsonObject { ["run"] = new JsonObject { ["name"] = runName } },
        "triggerBody" => triggerBody.DeepClone(),
        "body" => Action(given)?.Outputs?["body"]?.DeepClone(),
        "outputs" => Action(given)?.Outputs?.DeepClone(),
        "actions" => new JsonObject { ["status"] = Action(given)?.Status },
        "add" => given[0]!.GetValue<decimal>() + given[1]!.GetValue<decimal>(),
        "coalesce" => given.FirstOrDefault(value => value is not null)?.DeepClone(),
        "equals" => JsonNode.DeepEquals(given[0], given[1]),
        "if" => given[0]!.GetValue<bool>() ? given[1]?.DeepClone() : given[2]?.DeepClone(),
        _ => throw new FormatException($"The function {function} is not known here"),
    };

    private PlayedAction? Action(IReadOnlyList<JsonNode?> given) => actions.GetValueOrDefault(given[0]!.GetValue<string>());
}
