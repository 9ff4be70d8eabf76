using System.Text.Json.Nodes;
using static Connector.Api.Tests.LogicApps.WorkflowRules;

namespace Connector.Api.Tests.LogicApps;

/// <summary>What expressions refer to must be there, and have ended before.</summary>
internal static class ReferenceRules
{
    private const int LongestExpression = 8192;

    public static IEnumerable<string> Broken(JsonObject definition) => Object(definition["actions"])
        .SelectMany(action => Template.TextsIn(Object(action.Value)["inputs"]).SelectMany(text => Text(definition, action.Key, text)));

    private static IEnumerable<string> Text(JsonObject definition, string action, string text)
    {
        if (text.Length > LongestExpression)
        {
            return [$"{action} has too long an expression"];
        }

        try
        {
            return [.. Template.Parse(text).Expressions.SelectMany(expression => expression.All).SelectMany(expression => Expression(definition, action, expression))];
        }
        catch (FormatException exception)
        {
            return [$"{action} has an expression that cannot be read: {exception.Message}"];
        }
    }

    private static IEnumerable<string> Expression(JsonObject definition, string action, Expression expression) => expression switch
    {
        CallExpression call => Call(definition, action, call),
        PropertyExpression { Of: CallExpression { Function: "triggerBody" } } property => If(
            !Object(definition["triggers"]).All(trigger => Object(trigger.Value)["inputs"]?["schema"]?["properties"]?[property.Name] is not null),
            $"{action} uses {property.Name}, which the trigger does not receive"),
        _ => [],
    };

    private static IEnumerable<string> Call(JsonObject definition, string action, CallExpression call)
    {
        if (!Evaluator.Functions.TryGetValue(call.Function, out var takes) || call.Arguments.Count < takes.Least || call.Arguments.Count > takes.Most)
        {
            return [$"{action} calls {call.Function} with {call.Arguments.Count} arguments"];
        }

        var actions = Object(definition["actions"]);
        return call.Function switch
        {
            "parameters" => Parameter(definition, action, call.Name),
            "body" or "outputs" or "actions" => If(
                call.Name is null || !StepRules.Before(actions, action).Contains(call.Name), $"{action} uses {call.Name}, which has not run before"),
            _ => [],
        };
    }

    private static IEnumerable<string> Parameter(JsonObject definition, string action, string? name)
    {
        var parameter = Object(definition["parameters"])[name ?? ""];
        var hidden = Object(definition["actions"])[action]!["runtimeConfiguration"]?["secureData"]?["properties"] as JsonArray ?? [];
        return
        [
            .. If(parameter is null, $"{action} uses the parameter {name}, which is not declared"),
            .. If(IsSecure(parameter) && !hidden.Any(one => WorkflowRules.Text(one) == "inputs"), $"{action} shows the secret {name} in the run history"),
        ];
    }
}
