using Connector.Declaration;

namespace Connector.Api.Documents.Pipedream;

/// <summary>An action as a Pipedream component.</summary>
internal static class PipedreamAction
{
    /// <summary>The component's module.</summary>
    public static string Write(ComponentSet set, ConnectorAction action, PipedreamDefinitions definitions)
    {
        var props = set.PropsOf(action);
        return $"""
            import {set.App} from "../../{set.App}.app.mjs";
            {Imports(props)}
            export default {JavaScript.Object(
            [
                .. PipedreamHead.Of($"{set.App}-{action.Name}", action),
                $"props: {JavaScript.Object(Props(set, action, props, definitions))}",
                Run(set, action, props),
            ])};

            """;
    }

    private static string Imports(IEnumerable<PipedreamProp> props)
    {
        IReadOnlyList<string> parsers = [.. props.Select(prop => prop.Parser).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return parsers.Count == 0 ? ""
            : $"import {(parsers.Count == 1 ? $"{{ {parsers[0]} }}" : JavaScript.Object(parsers))} from \"../../common/values.mjs\";\n";
    }

    private static IEnumerable<string> Props(ComponentSet set, ConnectorAction action, IEnumerable<PipedreamProp> props, PipedreamDefinitions definitions) =>
    [
        set.App,
        .. props.Select(prop => $"{prop.Name}: {definitions.Of(prop)}"),
        .. action.MayCost ? [$"{ConnectorSet.IdempotencyKey}: {set.Reference(ConnectorSet.IdempotencyKey)}"] : Array.Empty<string>(),
        .. PipedreamHead.StashOf(action),
    ];

    private static string Run(ComponentSet set, ConnectorAction action, IReadOnlyList<PipedreamProp> props)
    {
        var arguments = new List<string> { "$", $"action: {JavaScript.Text(action.Name)}" };
        if (action.MayCost)
        {
            arguments.Add($"idempotencyKey: this.{ConnectorSet.IdempotencyKey}");
        }

        var files = props.ToLookup(prop => prop.Parameter is FileParameter, prop => prop.Input);
        Add("files", files[true]);
        Add("input", files[false]);
        return $$"""
            async run({ $ }) {
              const result = await this.{{set.App}}.runAction({{JavaScript.Indent(JavaScript.Object(arguments))}});
              $.export("$summary", result.summary);
              return result;
            }
            """;

        void Add(string name, IEnumerable<string?> inputs)
        {
            if (inputs.OfType<string>().ToList() is { Count: > 0 } members)
            {
                arguments.Add($"{name}: {JavaScript.Object(members)}");
            }
        }
    }
}
