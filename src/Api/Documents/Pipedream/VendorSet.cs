using Connector.Declaration;

namespace Connector.Api.Documents.Pipedream;

/// <summary>The components that call the vendor themselves: an app's actions without what steers the connector.</summary>
/// <param name="Declared">The app.</param>
internal sealed record VendorSet(ConnectorApp Declared) : ComponentSet(Declared.Slug, "or a URL")
{
    /// <summary>The app's headers: whoever runs a step chooses them here, where an operator sets them for a connector.</summary>
    public IEnumerable<(AppHeader Header, string Prop)> Headers => Declared.Headers.Select(header => (header, PipedreamProp.CamelCase(header.Setting)));

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Declaration)> OwnProps => Headers.Select(header => (header.Prop, DeclarationOf(header.Header)));

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> ParametersOf(ConnectorAction action) => [.. action.Parameters.Where(parameter => parameter.Place != Place.Connector)];

    /// <summary>The headers that an action takes: what an account tells does not depend on what is chosen out of it.</summary>
    public IEnumerable<string> HeaderPropsOf(ConnectorAction action) =>
        Headers.Where(header => header.Header.Options?.Path != action.Endpoint.Template).Select(header => header.Prop);

    /// <inheritdoc/>
    public override IReadOnlyList<string> OwnersOf(ConnectorAction action) => ["", action.Slug];

    /// <inheritdoc/>
    public override string OptionsOf(ConnectorAction action, OptionList list) => MethodOf(list);

    /// <inheritdoc/>
    public override string? OptionArguments(ConnectorAction action) => null;

    private static string MethodOf(OptionList list) => $$"""
        async options() {
          return this.{{PipedreamProp.CamelCase("list", list.Name)}}();
        }
        """;

    private static string DeclarationOf(AppHeader header) => JavaScript.Object(
    [
        "type: \"string\"",
        $"label: {JavaScript.Text(LabelOf(header))}",
        $"description: {JavaScript.Text(header.Description)}",
        .. header.Options is { } list ? [MethodOf(list)] : Array.Empty<string>(),
        "optional: true",
    ]);

    private static string LabelOf(AppHeader header) =>
        string.Join(' ', header.Setting.Split('_').Select(word => word == "id" ? "ID" : char.ToUpperInvariant(word[0]) + word[1..]));
}
