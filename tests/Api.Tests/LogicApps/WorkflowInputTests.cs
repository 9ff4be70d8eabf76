using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Testing;

namespace Connector.Api.Tests.LogicApps;

/// <summary>What the sample workflow sends, against the catalog.</summary>
public class WorkflowInputTests
{
    private const string Route = "/api/actions/";

    private static readonly JsonObject File = WorkflowFile.Read();

    public static TheoryData<string> Steps => [.. WorkflowFile.ActionsOf(File, "Http").Select(step => step.Key)];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Every_body_is_a_valid_input_of_its_action_and_every_field_a_parameter(string step)
    {
        var inputs = File["definition"]!["actions"]![step]!["inputs"]!;
        var action = ActionOf(inputs);
        var body = new JsonObject();
        foreach (var (name, _) in inputs["body"]!.AsObject())
        {
            body[name] = Examples.ExampleOf(Assert.Single(action.Parameters, parameter => parameter.Name == name));
        }

        Assert.Empty((await Examples.ReadAsync(action, body)).Validate());
    }

    [Fact]
    public void The_trigger_takes_the_prompts_that_the_action_takes()
    {
        var schema = File["definition"]!["triggers"]!["Prompt"]!["inputs"]!["schema"]!;
        var asked = schema["properties"]!["prompt"]!;
        var prompt = ActionOf(File["definition"]!["actions"]!["Text_to_image"]!["inputs"]!).Parameters.OfType<TextParameter>().Single(parameter => parameter.Name == "prompt");

        Assert.Equal((prompt.MinLength, prompt.MaxLength), (asked["minLength"]!.GetValue<int>(), asked["maxLength"]!.GetValue<int>()));
        Assert.Equal(["prompt"], schema["required"]!.AsArray().Select(name => name!.GetValue<string>()));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Every_step_leaves_the_202_pattern_on_asks_for_it_and_has_a_key_of_its_own_in_each_run(string step)
    {
        var action = File["definition"]!["actions"]![step]!;
        var headers = action["inputs"]!["headers"]!;

        Assert.Null(action["operationOptions"]);
        Assert.Equal("respond-async", headers["Prefer"]!.GetValue<string>());
        Assert.Equal($"@{{workflow().run.name}} {step}", headers["Idempotency-Key"]!.GetValue<string>());
    }

    private static ConnectorAction ActionOf(JsonNode inputs)
    {
        var uri = inputs["uri"]!.GetValue<string>();
        return Catalog.All.Find(uri[(uri.IndexOf(Route, StringComparison.Ordinal) + Route.Length)..]);
    }
}
