using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Failures;
using Connector.Testing;

namespace Connector.Api.Tests.Pipedream;

/// <summary>What the components make of their props before anything is sent.</summary>
public sealed class ComponentInputTests(DescribedComponents components, PipedreamRuntime runtime) : IClassFixture<DescribedComponents>, IClassFixture<PipedreamRuntime>
{
    private const string TextToImage = "dreamstudio-text-to-image";

    [Fact]
    public async Task Every_parameter_is_sent_by_its_own_name_with_the_value_of_its_prop()
    {
        var calls = Catalog.All.Actions.Select(action => (Action: action, Props: PropsOf(action, action.ParametersOfWaited.Where(parameter => parameter is not ListParameter)))).ToList();

        var requests = await RequestsAsync(calls.Select(call => (call.Action, call.Props)));

        Assert.All(calls.Zip(requests), call =>
        {
            var action = call.First.Action;
            Assert.Equal(action.Name, call.Second!["action"]!.GetValue<string>());
            foreach (var parameter in action.ParametersOfWaited.Where(parameter => parameter is not ListParameter))
            {
                var sent = call.Second[parameter is FileParameter ? "files" : "input"]![parameter.Name];
                Assert.Equal(Examples.ExampleOf(parameter).ToJsonString(), sent?.ToJsonString());
            }

            Assert.Equal(action.ParametersOfWaited.Count(parameter => parameter is not ListParameter), Count(call.Second, "files") + Count(call.Second, "input"));
        });
    }

    [Fact]
    public async Task P10_no_default_that_a_form_fills_in_breaks_a_rule_of_the_connector_whatever_is_chosen()
    {
        var calls = components.Actions.SelectMany(component =>
        {
            var props = DescribedComponents.Props(component.Component);
            var filled = props.Where(prop => prop["default"] is not null).ToDictionary(NameOf, prop => prop["default"]!, StringComparer.Ordinal);
            var shown = props.Where(prop => prop["optional"] is null).Select(NameOf).ToHashSet(StringComparer.Ordinal);
            var form = PropsOf(component.Action, component.Action.ParametersOfWaited.Where(parameter => shown.Contains(DescribedComponents.NameOf(parameter))));
            foreach (var (prop, value) in filled)
            {
                form[prop] = value.DeepClone();
            }

            return ChoicesOf(component.Action).Select(choice => (component.Action, Filled: filled, Props: With(form, choice.Prop, choice.Value)))
                .Prepend((component.Action, Filled: filled, Props: form));
        }).ToList();

        var requests = await RequestsAsync(calls.Select(call => (call.Action, call.Props)));

        foreach (var (call, request) in calls.Zip(requests))
        {
            var body = new JsonObject([.. Members(request!, "input"), .. Members(request!, "files")]);
            var input = await Examples.ReadAsync(call.Action, body);
            // The example of a file may be too large for a choice, and something may be missing; but nothing filled in is wrong.
            Assert.DoesNotContain(input.Validate(), problem => problem.Code != ProblemCodes.Required
                && call.Action.ParametersOfWaited.Any(parameter => parameter.Name == problem.Parameter && call.Filled.ContainsKey(DescribedComponents.NameOf(parameter))));
        }
    }

    [Theory]
    [InlineData("cfgScale", "seven", "CFG Scale must be a number, for example 0.5; received \"seven\".")]
    [InlineData("cfgScale", "7,5", "CFG Scale must be a number, for example 0.5; received \"7,5\".")]
    [InlineData("cfgScale", "35.5", "CFG Scale must be 0 to 35; received 35.5.")]
    [InlineData("extras", "{half", "Extras holds JSON that cannot be read")]
    [InlineData("extras", "[1]", "Extras must be an object.")]
    public async Task P18_a_prop_that_cannot_be_meant_is_a_configuration_error_before_anything_is_sent(string prop, string value, string message)
    {
        var played = await RunNowhereAsync(new JsonObject { ["prompt"] = "a lighthouse", [prop] = value });

        Assert.Equal("ConfigurationError", played["error"]!["name"]!.GetValue<string>());
        Assert.StartsWith(message, played["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task P18_an_item_that_cannot_be_read_is_a_configuration_error()
    {
        var played = await RunNowhereAsync(new JsonObject { ["textPrompts"] = new JsonArray("{\"text\":") });

        Assert.Equal("ConfigurationError", played["error"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task P9_a_decimal_keeps_its_digits_and_a_nought_is_not_left_out()
    {
        var requests = await RequestsAsync(new[] { "7.25", " 0 ", "" }.Select(scale =>
            (Catalog.All.Find(TextToImage), new JsonObject { ["cfgScale"] = scale })));

        Assert.Equal(["7.25", "0", null], requests.Select(request => request!["input"]!["cfg_scale"]?.ToJsonString()));
    }

    [Fact]
    public async Task Prompts_are_sent_by_their_names_and_beside_weighted_ones_as_items_of_the_list()
    {
        var action = Catalog.All.Find(TextToImage);
        var props = new JsonObject { ["prompt"] = "a lighthouse", ["negativePrompt"] = "people" };
        var weighted = props.DeepClone().AsObject();
        weighted["textPrompts"] = new JsonArray("fog", """{"text": "gulls", "weight": 0.5}""", new JsonObject { ["text"] = "rocks" });

        var asJson = With(props, "textPrompts", weighted["textPrompts"]!.ToJsonString());

        var requests = await RequestsAsync([(action, props), (action, weighted), (action, asJson)]);

        Assert.Equal("""{"prompt":"a lighthouse","negative_prompt":"people"}""", requests[0]!["input"]!.ToJsonString());
        Assert.Equal(
            """{"text_prompts":[{"text":"a lighthouse","weight":1},{"text":"people","weight":-1},{"text":"fog"},{"text":"gulls","weight":0.5},{"text":"rocks"}]}""",
            requests[1]!["input"]!.ToJsonString());
        Assert.Equal(requests[1]!.ToJsonString(), requests[2]!.ToJsonString());
        Assert.Empty((await Examples.ReadAsync(action, requests[1]!["input"]!.AsObject())).Validate());
    }

    [Fact]
    public async Task An_object_keeps_the_types_of_members_that_a_form_gives_as_text()
    {
        var extras = new JsonObject { ["flag"] = "true", ["number"] = "0.5", ["text"] = "as it is", ["own"] = 3 };

        var request = Assert.Single(await RequestsAsync([(Catalog.All.Find(TextToImage), new JsonObject { ["extras"] = extras })]));

        Assert.Equal("""{"flag":true,"number":0.5,"text":"as it is","own":3}""", request["input"]!["extras"]!.ToJsonString());
    }

    private Task<JsonNode> RunNowhereAsync(JsonObject props) => runtime.PlayAsync("run", new JsonObject
    {
        ["action"] = TextToImage,
        ["auth"] = new JsonObject { ["host"] = "http://nowhere.invalid" },
        ["props"] = props,
    });

    /// <summary>What the components ask of their app.</summary>
    private Task<JsonNode[]> RequestsAsync(IEnumerable<(ConnectorAction Action, JsonObject Props)> calls) => Task.WhenAll(calls.Select(call =>
        runtime.PlayAsync("request", new JsonObject { ["action"] = call.Action.Name, ["props"] = call.Props })));

    /// <summary>Examples as a builder gives them: decimals as texts.</summary>
    private static JsonObject PropsOf(ConnectorAction action, IEnumerable<Parameter> parameters) => new(parameters.Select(parameter =>
        KeyValuePair.Create(DescribedComponents.NameOf(parameter), parameter is NumberParameter ? Examples.ExampleOf(parameter).ToJsonString() : (JsonNode?)Examples.ExampleOf(parameter))));

    private static IEnumerable<(string Prop, string Value)> ChoicesOf(ConnectorAction action) => action.ParametersOfWaited.SelectMany(parameter =>
        (parameter is TextParameter text ? text.Suggestions : parameter.Choices.Select(choice => choice.Value)).Select(value => (DescribedComponents.NameOf(parameter), value)));

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode request, string name) =>
        (request[name]?.AsObject() ?? []).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()));

    private static JsonObject With(JsonObject props, string name, string value)
    {
        var copy = props.DeepClone().AsObject();
        copy[name] = value;
        return copy;
    }

    private static string NameOf(JsonNode prop) => prop["name"]!.GetValue<string>();

    private static int Count(JsonNode request, string name) => request[name]?.AsObject().Count ?? 0;
}
