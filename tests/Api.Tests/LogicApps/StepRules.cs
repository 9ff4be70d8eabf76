using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using static Connector.Api.Tests.LogicApps.WorkflowRules;

namespace Connector.Api.Tests.LogicApps;

/// <summary>What a trigger and actions of the types that the sample has may look like; another type is a broken rule.</summary>
internal static partial class StepRules
{
    private const int LongestName = 80;
    private const int LongestDescription = 256;
    private const int MostActions = 500;
    private const int MostRetries = 90;

    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MostPause = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(90);
    private static readonly string[] Statuses = ["Succeeded", "Failed", "Skipped", "TimedOut"];
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    private static readonly string[] Common = ["description", "metadata", "operationOptions", "runtimeConfiguration"];

    public static IEnumerable<string> Broken(JsonObject triggers, JsonObject actions) =>
    [
        .. If(triggers.Count != 1, "there is not one trigger"),
        .. If(actions.Count is 0 or > MostActions, "there are no actions or too many"),
        .. triggers.Concat(actions).GroupBy(step => step.Key, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => $"two steps are called {same.Key}"),
        .. triggers.Concat(actions).SelectMany(step => Step(step.Key, Object(step.Value))),
        .. triggers.SelectMany(trigger => Trigger(trigger.Key, Object(trigger.Value))),
        .. actions.SelectMany(action => Action(action.Key, Object(action.Value), triggers)),
        .. Order(actions),
    ];

    private static IEnumerable<string> Step(string name, JsonObject step) =>
    [
        .. If(name.Length > LongestName || !Name().IsMatch(name), $"{name} is no name of a step"),
        .. If(Text(step["description"]).Length > LongestDescription, $"the description of {name} is too long"),
    ];

    private static IEnumerable<string> Trigger(string name, JsonObject trigger) =>
    [
        .. Keys(name, trigger, ["type", "kind", "inputs"], Common),
        .. If(Text(trigger["type"]) != "Request" || Text(trigger["kind"]) != "Http", $"{name} is not of a known type"),
        .. Keys($"inputs of {name}", Object(trigger["inputs"]), [], ["method", "relativePath", "schema"]),
        .. If(trigger["operationOptions"] is { } options && Text(options) != "EnableSchemaValidation", $"{name} has an unknown option"),
        .. If(Object(trigger["inputs"])["method"] is { } method && !Methods.Contains(Text(method), StringComparer.Ordinal), $"{name} has no method"),
    ];

    private static IEnumerable<string> Action(string name, JsonObject action, JsonObject triggers) => Text(action["type"]) switch
    {
        "Http" => Http(name, action),
        "Response" => Response(name, action, triggers),
        _ => [$"{name} is not of a known type"],
    };

    private static IEnumerable<string> Http(string name, JsonObject action)
    {
        var inputs = Object(action["inputs"]);
        return
        [
            .. Keys(name, action, ["type", "inputs", "runAfter"], [.. Common, "limit", "trackedProperties"]),
            .. Keys($"inputs of {name}", inputs, ["method", "uri"], ["queries", "headers", "body", "authentication", "retryPolicy", "cookie"]),
            .. If(!Methods.Contains(Text(inputs["method"]), StringComparer.Ordinal), $"{name} has no method"),
            .. If(action["operationOptions"] is { } options && Text(options) != "DisableAsyncPattern", $"{name} has an unknown option"),
            .. Headers(name, Object(inputs["headers"])),
            .. inputs["retryPolicy"] is { } policy ? Retries(name, Object(policy)) : [],
            .. action["limit"] is { } limit ? Limit(name, Object(limit)) : [],
            .. action["runtimeConfiguration"] is { } configuration ? Secure(name, Object(configuration)) : [],
        ];
    }

    private static IEnumerable<string> Response(string name, JsonObject action, JsonObject triggers)
    {
        var inputs = Object(action["inputs"]);
        return
        [
            .. Keys(name, action, ["type", "kind", "inputs", "runAfter"], Common),
            .. If(Text(action["kind"]) != "Http", $"{name} is of another kind than its trigger"),
            .. If(!triggers.Any(trigger => Text(Object(trigger.Value)["type"]) == "Request"), $"{name} answers no request"),
            .. Keys($"inputs of {name}", inputs, ["statusCode"], ["headers", "body", "schema"]),
            .. If(inputs["statusCode"]?.GetValueKind() == JsonValueKind.Number && inputs["statusCode"]!.GetValue<int>() is < 100 or > 599, $"{name} has no status"),

            // A request is given 120 seconds, less than two limits: each answer must be one that the caller looks for later.
            .. If(Text(action["operationOptions"]) != "Asynchronous", $"{name} does not answer asynchronously"),
            .. Headers(name, Object(inputs["headers"])),
        ];
    }

    /// <summary>Headers that Logic Apps takes away without a word.</summary>
    private static IEnumerable<string> Headers(string name, JsonObject headers) =>
        headers.Select(header => header.Key).Where(header => Removed().IsMatch(header)).Select(header => $"{name} sends {header}, which is taken away");

    private static IEnumerable<string> Retries(string name, JsonObject policy)
    {
        var type = Text(policy["type"]).ToLower(CultureInfo.InvariantCulture);
        var (least, pause, most) = (Duration(policy["minimumInterval"]) ?? LeastPause, Duration(policy["interval"]), Duration(policy["maximumInterval"]) ?? MostPause);
        return
        [
            .. type switch
            {
                "none" => Keys($"retryPolicy of {name}", policy, ["type"], []),
                "fixed" => Keys($"retryPolicy of {name}", policy, ["type", "count", "interval"], []),
                "exponential" => Keys($"retryPolicy of {name}", policy, ["type", "count", "interval"], ["minimumInterval", "maximumInterval"]),
                _ => [$"retryPolicy of {name} is not of a known type"],
            },
            .. If(type != "none" && policy["count"]?.GetValue<int>() is not (>= 1 and <= MostRetries), $"retryPolicy of {name} does not retry 1 to {MostRetries} times"),
            .. If(type != "none" && !(LeastPause <= least && least <= pause && pause <= most && most <= MostPause), $"retryPolicy of {name} has no pause of {LeastPause} to {MostPause}"),
        ];
    }

    private static IEnumerable<string> Limit(string name, JsonObject limit) =>
    [
        .. Keys($"limit of {name}", limit, ["timeout"], []),
        .. If(!(Duration(limit["timeout"]) is { } timeout && timeout > TimeSpan.Zero && timeout <= LongestRun), $"limit of {name} is no duration of a run"),
    ];

    private static IEnumerable<string> Secure(string name, JsonObject configuration) =>
    [
        .. Keys($"runtimeConfiguration of {name}", configuration, ["secureData"], []),
        .. Keys($"secureData of {name}", Object(configuration["secureData"]), ["properties"], []),
        .. If(Object(configuration["secureData"])["properties"] is not JsonArray properties || properties.Count == 0 || properties.Any(one => Text(one) is not ("inputs" or "outputs")), $"secureData of {name} has unknown properties"),
    ];

    private static IEnumerable<string> Order(JsonObject actions)
    {
        foreach (var (name, action) in actions)
        {
            foreach (var (before, statuses) in Object(Object(action)["runAfter"]))
            {
                foreach (var rule in If(!actions.ContainsKey(before), $"{name} runs after {before}, which is not there")
                    .Concat(If(statuses is not JsonArray list || list.Count == 0 || list.Select(Text).Distinct().Count() < list.Count || list.Any(status => !Statuses.Contains(Text(status), StringComparer.Ordinal)), $"{name} runs after {before} in an unknown status")))
                {
                    yield return rule;
                }
            }

            if (Before(actions, name).Contains(name))
            {
                yield return $"{name} runs after itself";
            }
        }
    }

    /// <summary>The actions that have ended when an action begins.</summary>
    public static IReadOnlySet<string> Before(JsonObject actions, string name)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var next = new Stack<string>([name]);
        while (next.TryPop(out var current))
        {
            foreach (var (before, _) in Object(Object(actions[current])["runAfter"]))
            {
                if (found.Add(before))
                {
                    next.Push(before);
                }
            }
        }

        return found;
    }

    private static TimeSpan? Duration(JsonNode? value)
    {
        try
        {
            return value is null ? null : XmlConvert.ToTimeSpan(Text(value));
        }
        catch (FormatException)
        {
            return TimeSpan.MinValue;
        }
    }

    /// <summary>Letters, digits and underscores alone: no name needs to be escaped in an expression.</summary>
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex("^(Accept-.*|Allow|Content-(Length|Language|Location|MD5|Range)|Cookie|Expires|Host|Last-Modified|Origin|Set-Cookie|Transfer-Encoding)$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Removed();
}
