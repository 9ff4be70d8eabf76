using System.Text.Json.Nodes;

namespace Connector.Api.Tests.LogicApps;

/// <summary>The sample workflow against the schema's rules, and the rules against workflows that break them.</summary>
public class WorkflowRulesTests
{
    [Fact]
    public void The_workflow_breaks_no_rule() => Assert.Empty(WorkflowRules.Broken(WorkflowFile.Read()));

    [Theory]
    [InlineData("kind", "\"Stateful\"", "the file does not have kind")]
    [InlineData("definition.$schema", "\"https://example.org\"", "$schema is not that of 2016-06-01")]
    [InlineData("definition.contentVersion", "\"1.0\"", "contentVersion is no version")]
    [InlineData("definition.steps", "{}", "the definition does not have steps")]
    [InlineData("definition.parameters.connectorUrl.type", "\"Uri\"", "the parameter connectorUrl has no type")]
    [InlineData("definition.parameters.connectorKey.defaultValue", "\"x\"", "the secret connectorKey has a default, which is shown")]
    [InlineData("definition.parameters.other", """{"type": "Int"}""", "the parameter other has no value")]
    [InlineData("parameters.other", """{"value": 1}""", "the parameter other is given and not declared")]
    [InlineData("definition.triggers.Again", """{"type": "Request", "kind": "Http", "inputs": {}}""", "there is not one trigger")]
    [InlineData("definition.triggers.Prompt.type", "\"Recurrence\"", "Prompt is not of a known type", "Answer_with_link answers no request")]
    [InlineData("definition.triggers.Prompt.operationOptions", "\"Singleton\"", "Prompt has an unknown option")]
    [InlineData("definition.triggers.Prompt.inputs.schema.properties", "{}", "Text_to_image uses prompt, which the trigger does not receive")]
    [InlineData("definition.actions.upscale", """{"type": "Wait"}""", "two steps are called Upscale", "upscale is not of a known type")]
    [InlineData("definition.actions.a/b", """{"type": "Wait"}""", "a/b is no name of a step")]
    [InlineData("definition.actions.Upscale.limits", "{}", "Upscale does not have limits")]
    [InlineData("definition.actions.Upscale.inputs.url", "\"x\"", "inputs of Upscale does not have url")]
    [InlineData("definition.actions.Upscale.inputs.method", "\"post\"", "Upscale has no method")]
    [InlineData("definition.actions.Upscale.inputs.headers.Accept-Language", "\"en\"", "Upscale sends Accept-Language, which is taken away")]
    [InlineData("definition.actions.Upscale.operationOptions", "\"Asynchronous\"", "Upscale has an unknown option")]
    [InlineData("definition.actions.Upscale.inputs.retryPolicy.type", "\"always\"", "retryPolicy of Upscale is not of a known type")]
    [InlineData("definition.actions.Upscale.inputs.retryPolicy.count", "91", "retryPolicy of Upscale does not retry 1 to 90 times")]
    [InlineData("definition.actions.Upscale.inputs.retryPolicy.minimumInterval", "\"PT1S\"", "retryPolicy of Upscale has no pause of 00:00:05 to 1.00:00:00")]
    [InlineData("definition.actions.Upscale.inputs.retryPolicy.maximumInterval", "\"P2D\"", "retryPolicy of Upscale has no pause of 00:00:05 to 1.00:00:00")]
    [InlineData("definition.actions.Upscale.inputs.retryPolicy.interval", "\"10 s\"", "retryPolicy of Upscale has no pause of 00:00:05 to 1.00:00:00")]
    [InlineData("definition.actions.Upscale.limit.timeout", "\"15 min\"", "limit of Upscale is no duration of a run")]
    [InlineData("definition.actions.Upscale.runtimeConfiguration.secureData.properties", """["inputs", "headers"]""", "secureData of Upscale has unknown properties")]
    [InlineData("definition.actions.Upscale.runtimeConfiguration.secureData.properties", """["outputs"]""", "Upscale shows the secret connectorKey in the run history")]
    [InlineData("definition.actions.Upscale.runAfter.Text_to_image", """["Done"]""", "Upscale runs after Text_to_image in an unknown status")]
    [InlineData("definition.actions.Upscale.runAfter.Nothing", """["Failed"]""", "Upscale runs after Nothing, which is not there")]
    [InlineData("definition.actions.Text_to_image.runAfter.Upscale", """["Failed"]""", "Text_to_image runs after itself", "Upscale runs after itself")]
    [InlineData("definition.actions.Upscale.runAfter", "{}", "Upscale uses Text_to_image, which has not run before")]
    [InlineData("definition.actions.Upscale.inputs.body.image", "\"@body('Text_to_picture')?['path']\"", "Upscale uses Text_to_picture, which has not run before")]
    [InlineData("definition.actions.Upscale.inputs.uri", "\"@{parameters('url')}\"", "Upscale uses the parameter url, which is not declared")]
    [InlineData("definition.actions.Upscale.inputs.uri", "\"@guid()\"", "Upscale calls guid with 0 arguments")]
    [InlineData("definition.actions.Upscale.inputs.uri", "\"@{parameters('connectorUrl')\"", "Upscale has an expression that cannot be read: '}' expected at 28 of @{parameters('connectorUrl')")]
    [InlineData("definition.actions.Answer_with_link.kind", "\"PowerApp\"", "Answer_with_link is of another kind than its trigger")]
    [InlineData("definition.actions.Answer_with_link.inputs.statusCode", "20", "Answer_with_link has no status")]
    [InlineData("definition.actions.Answer_with_link.operationOptions", "\"\"", "Answer_with_link does not answer asynchronously")]
    [InlineData("definition.actions.Answer_with_link.limit", "{}", "Answer_with_link does not have limit")]
    public void A_workflow_that_breaks_a_rule_is_told(string path, string json, params string[] rules)
    {
        var file = WorkflowFile.Read();
        var names = path.Split('.');
        names[..^1].Aggregate((JsonNode)file, (value, name) => value[name]!)[names[^1]] = JsonNode.Parse(json);

        var broken = WorkflowRules.Broken(file);

        Assert.Empty(rules.Except(broken));
    }

    [Fact]
    public void The_readme_shows_every_step_every_parameter_and_the_actions_that_are_called()
    {
        var readme = File.ReadAllText(Path.Combine(WorkflowFile.Folder, "README.md"));
        var definition = WorkflowFile.Read()["definition"]!;
        var names = new[] { "parameters", "triggers", "actions" }.SelectMany(part => definition[part]!.AsObject().Select(one => one.Key));
        var called = WorkflowFile.ActionsOf(WorkflowFile.Read(), "Http").Select(step => step.Value!["inputs"]!["uri"]!.GetValue<string>().Split('/')[^1]);

        Assert.All(names.Concat(called), name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
    }
}
