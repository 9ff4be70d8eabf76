using Connector.Declaration;

namespace Connector.Api.Documents.Pipedream;

/// <summary>A Pipedream app with its components: in what it differs from another one over the same declarations.</summary>
/// <param name="App">The app's slug, and the name of the prop that holds it.</param>
/// <param name="FilePlaces">Where a file may be, completing "A file in /tmp, …".</param>
internal abstract record ComponentSet(string App, string FilePlaces)
{
    /// <summary>The inputs of an action that its component has.</summary>
    public abstract IReadOnlyList<Parameter> ParametersOf(ConnectorAction action);

    /// <summary>What a shared prop of a name that is taken is called after, the most general first.</summary>
    public abstract IReadOnlyList<string> OwnersOf(ConnectorAction action);

    /// <summary>The method that fills a dropdown.</summary>
    public abstract string OptionsOf(ConnectorAction action, OptionList list);

    /// <summary>What that method is given by a component; null for nothing.</summary>
    public abstract string? OptionArguments(ConnectorAction action);

    /// <summary>The props that no parameter stands for, with their names: every component may refer to them.</summary>
    public abstract IEnumerable<(string Name, string Declaration)> OwnProps { get; }

    /// <summary>The inputs of an action as props.</summary>
    public IReadOnlyList<PipedreamProp> PropsOf(ConnectorAction action) => [.. ParametersOf(action).Select(parameter => new PipedreamProp(this, action, parameter))];

    /// <summary>A reference to a prop of the app.</summary>
    public string Reference(string name, params IEnumerable<string> arguments) =>
        JavaScript.Object($"propDefinition: {JavaScript.Array([App, JavaScript.Text(name), .. arguments])}");
}
