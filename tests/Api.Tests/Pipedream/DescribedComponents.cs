using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;

namespace Connector.Api.Tests.Pipedream;

/// <summary>What the components say of themselves, read once from their modules.</summary>
public sealed class DescribedComponents : IAsyncLifetime
{
    /// <summary>The app's methods and prop definitions.</summary>
    public JsonNode App { get; private set; } = null!;

    /// <summary>The actions with their components.</summary>
    internal IReadOnlyList<(ConnectorAction Action, JsonNode Component)> Actions { get; private set; } = [];

    /// <summary>The props of all components that stand for a parameter.</summary>
    internal IEnumerable<(ConnectorAction Action, Parameter Parameter, JsonNode Prop)> Parameters => Actions.SelectMany(component =>
        component.Action.ParametersOfWaited.Select(parameter => (component.Action, parameter, Prop(component.Component, NameOf(parameter)))));

    public static string NameOf(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var words = parameter.Name.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    public async Task InitializeAsync()
    {
        using var runtime = new PipedreamRuntime();
        try
        {
            await runtime.InitializeAsync();
            App = await runtime.PlayAsync("app");
            Actions = await Task.WhenAll(Catalog.All.Actions.Select(async action =>
                (action, await runtime.PlayAsync("describe", new JsonObject { ["action"] = action.Name }))));
        }
        finally
        {
            await runtime.DisposeAsync();
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    internal static IReadOnlyList<JsonNode> Props(JsonNode component) => [.. component["props"]!.AsArray().Select(prop => prop!)];

    private static JsonNode Prop(JsonNode component, string name) => Assert.Single(Props(component), prop => prop["name"]!.GetValue<string>() == name);
}
