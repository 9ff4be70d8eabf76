using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Connector.Api.Tests.LogicApps;

/// <summary>
/// What the public schema of workflow definitions (2016-06-01) and the documented limits of Logic Apps ask of a definition as a whole;
/// <see cref="StepRules"/> and <see cref="ReferenceRules"/> have the rest.
/// </summary>
internal static partial class WorkflowRules
{
    private const string Schema = "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#";
    private const int MostParameters = 50;
    private const int MostOutputs = 10;

    private static readonly string[] Types = ["Array", "Bool", "Float", "Int", "Object", "SecureObject", "SecureString", "String"];

    /// <summary>Every rule that is broken.</summary>
    public static IReadOnlyList<string> Broken(JsonObject file)
    {
        var definition = file["definition"]?.AsObject() ?? [];
        return
        [
            .. Keys("the file", file, ["definition", "parameters"], []),
            .. Keys("the definition", definition, ["$schema", "contentVersion", "triggers", "actions"], ["parameters", "outputs", "staticResults", "metadata", "description"]),
            .. If(definition["$schema"]?.GetValue<string>() != Schema, "$schema is not that of 2016-06-01"),
            .. If(!Version().IsMatch(definition["contentVersion"]?.GetValue<string>() ?? ""), "contentVersion is no version"),
            .. If(Object(definition["outputs"]).Count > MostOutputs, "there are too many outputs"),
            .. Parameters(Object(definition["parameters"]), Object(file["parameters"])),
            .. StepRules.Broken(Object(definition["triggers"]), Object(definition["actions"])),
            .. ReferenceRules.Broken(definition),
        ];
    }

    /// <summary>The names that are missing and those that are not known.</summary>
    public static IEnumerable<string> Keys(string where, JsonObject value, string[] required, string[] others) =>
    [
        .. required.Where(name => !value.ContainsKey(name)).Select(name => $"{where} lacks {name}"),
        .. value.Select(property => property.Key).Except(required).Except(others).Select(name => $"{where} does not have {name}"),
    ];

    /// <summary>A rule that is broken when something is so.</summary>
    public static IEnumerable<string> If(bool isBroken, string rule) => isBroken ? [rule] : [];

    /// <summary>The value as an object; empty when there is none.</summary>
    public static JsonObject Object(JsonNode? value) => value as JsonObject ?? [];

    /// <summary>The value as a text; empty when there is none.</summary>
    public static string Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";

    private static IEnumerable<string> Parameters(JsonObject declared, JsonObject given) =>
    [
        .. If(declared.Count > MostParameters, "there are too many parameters"),
        .. given.Select(parameter => parameter.Key).Where(name => !declared.ContainsKey(name)).Select(name => $"the parameter {name} is given and not declared"),
        .. given.SelectMany(parameter => Keys($"the given parameter {parameter.Key}", Object(parameter.Value), ["value"], [])),
        .. declared.SelectMany(parameter => Parameter(parameter.Key, Object(parameter.Value), given.ContainsKey(parameter.Key))),
    ];

    private static IEnumerable<string> Parameter(string name, JsonObject parameter, bool isGiven) =>
    [
        .. Keys($"the parameter {name}", parameter, ["type"], ["defaultValue", "allowedValues", "metadata", "description"]),
        .. If(!Types.Contains(Text(parameter["type"]), StringComparer.OrdinalIgnoreCase), $"the parameter {name} has no type"),
        .. If(IsSecure(parameter) && parameter.ContainsKey("defaultValue"), $"the secret {name} has a default, which is shown"),
        .. If(!isGiven && !parameter.ContainsKey("defaultValue"), $"the parameter {name} has no value"),
    ];

    /// <summary>Whether a parameter is a secret.</summary>
    public static bool IsSecure(JsonNode? parameter) => Text(Object(parameter)["type"]).StartsWith("Secure", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Version();
}
