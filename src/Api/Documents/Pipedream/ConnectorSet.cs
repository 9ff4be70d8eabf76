using Connector.Declaration;

namespace Connector.Api.Documents.Pipedream;

/// <summary>The components that call a connector: every action, with all of its inputs.</summary>
internal sealed record ConnectorSet() : ComponentSet("connector", "a URL, or the `path` that an earlier step returned")
{
    /// <summary>The prop of every action that may cost anything; it goes into a header.</summary>
    public const string IdempotencyKey = "idempotencyKey";

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Declaration)> OwnProps =>
    [
        (IdempotencyKey, JavaScript.Object(
            "type: \"string\"",
            "label: \"Idempotency Key\"",
            "description: \"Calls with the same key and inputs are made and paid for once; a repeat gets the first one's result. Left out, each run of the step is a call of its own, however often it has to be sent.\"",
            "optional: true")),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> ParametersOf(ConnectorAction action) => [.. action.ParametersOfWaited];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OwnersOf(ConnectorAction action) => ["", action.App.Slug, action.Name];

    /// <inheritdoc/>
    public override string OptionsOf(ConnectorAction action, OptionList list) => $$"""
        async options({ action }) {
          return this.listOptions({
            app: {{JavaScript.Text(action.App.Slug)}},
            list: {{JavaScript.Text(list.Name)}},
            action,
          });
        }
        """;

    /// <inheritdoc/>
    public override string? OptionArguments(ConnectorAction action) => $"() => ({JavaScript.Object($"action: {JavaScript.Text(action.Name)}")})";
}
