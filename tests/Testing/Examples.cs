using System.Text;
using System.Text.Json.Nodes;
using Connector.Declaration;
using Connector.Fetching;
using Connector.Input;

namespace Connector.Testing;

/// <summary>Builds valid inputs out of the examples that the declarations carry.</summary>
public static class Examples
{
    /// <summary>As many of the action's parameters as its rules allow together.</summary>
    public static Task<JsonObject> ForAsync(ConnectorAction action) => WithAsync(action, []);

    /// <summary>The same, with one parameter among them whatever it excludes.</summary>
    public static Task<JsonObject> IncludingAsync(ConnectorAction action, Parameter parameter) => WithAsync(action, [parameter]);

    public static Task<ActionInput> ReadAsync(ConnectorAction action, JsonObject body) => ReadAsync(action, body.ToJsonString());

    /// <summary>Reads an input; the paths in it lead to example files.</summary>
    public static async Task<ActionInput> ReadAsync(ConnectorAction action, string body)
    {
        var input = await JsonInputReader.ReadAsync(action, new MemoryStream(Encoding.UTF8.GetBytes(body)), CancellationToken.None);
        using var fetcher = new GuardedFetcher(new FetchLimits(), TimeProvider.System);
        await input.ResolveFilesAsync(new FileResolver(new ExampleStore(), fetcher), CancellationToken.None);
        return input;
    }

    /// <summary>Tries each setting of the parameters that rules switch on, until one leaves no problem.</summary>
    private static async Task<JsonObject> WithAsync(ConnectorAction action, IReadOnlyList<Parameter> first)
    {
        var switches = action.Rules.SelectMany(rule => rule.Parameters).DistinctBy(parameter => parameter.Name)
            .Where(parameter => Values(parameter).Count > 0 && first.All(one => one.Name != parameter.Name))
            .ToList();
        JsonObject? best = null;
        var fewest = int.MaxValue;
        foreach (var setting in Settings(switches))
        {
            var body = new JsonObject();
            foreach (var (name, value) in setting)
            {
                body[name] = value;
            }

            var problems = await FillAsync(action, body, first);
            if (problems < fewest)
            {
                (best, fewest) = (body, problems);
            }

            if (problems == 0)
            {
                break;
            }
        }

        return best!;
    }

    /// <summary>Of a list of files two places are filled: the others are declared as the second one is.</summary>
    private static bool IsOneOfMany(Parameter parameter) => parameter is FileParameter { IsFurther: true } further && further.Name != $"{further.WireName}_2";

    /// <summary>Adds parameters as long as they break nothing; returns the problems that are left.</summary>
    private static async Task<int> FillAsync(ConnectorAction action, JsonObject body, IReadOnlyList<Parameter> first)
    {
        var problems = int.MaxValue;
        foreach (var parameter in first.Concat(action.ParametersOfWaited.Where(parameter => !IsOneOfMany(parameter))).Where(parameter => !body.ContainsKey(parameter.Name)))
        {
            body[parameter.Name] = ExampleOf(parameter);
            var now = (await ReadAsync(action, body)).Validate().Count;
            if (now > problems && !first.Contains(parameter))
            {
                body.Remove(parameter.Name);
            }
            else
            {
                problems = now;
            }
        }

        return (await ReadAsync(action, body)).Validate().Count;
    }

    private static IReadOnlyList<string> Values(Parameter parameter) =>
        parameter is TextParameter text ? text.Suggestions : [.. parameter.Choices.Select(choice => choice.Value)];

    private static IEnumerable<IReadOnlyList<(string Name, string Value)>> Settings(IReadOnlyList<Parameter> switches) => switches.Count == 0
        ? [[]]
        : Settings([.. switches.Skip(1)]).SelectMany(rest => Values(switches[0])
            .Select(value => (IReadOnlyList<(string, string)>)[(switches[0].Name, value), .. rest])
            .Prepend(rest));

    public static JsonNode ExampleOf(Parameter parameter) => JsonNode.Parse(parameter.ToJson(parameter.ExampleValue).GetRawText())!;
}
