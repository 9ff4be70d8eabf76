using System.Text;
using System.Text.Json.Nodes;
using Connector.Declaration;
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

    public static Task<ActionInput> ReadAsync(ConnectorAction action, string body) =>
        JsonInputReader.ReadAsync(action, new MemoryStream(Encoding.UTF8.GetBytes(body)), CancellationToken.None);

    private static async Task<JsonObject> WithAsync(ConnectorAction action, IReadOnlyList<Parameter> first)
    {
        var body = new JsonObject();
        var problems = (await ReadAsync(action, body)).Validate().Count;
        foreach (var parameter in first.Concat(action.Parameters))
        {
            if (body.ContainsKey(parameter.Name))
            {
                continue;
            }

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

        return body;
    }

    public static JsonNode ExampleOf(Parameter parameter) => JsonNode.Parse(parameter.ToJson(parameter.ExampleValue).GetRawText())!;
}
