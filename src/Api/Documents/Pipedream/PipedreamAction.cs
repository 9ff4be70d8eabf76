using Connector.Declaration;

namespace Connector.Api.Documents.Pipedream;

/// <summary>An action as a Pipedream component.</summary>
internal static class PipedreamAction
{
    /// <summary>The component's module.</summary>
    public static string Write(ConnectorAction action, PipedreamDefinitions definitions)
    {
        IReadOnlyList<PipedreamProp> props = [.. action.Parameters.Select(parameter => new PipedreamProp(action, parameter))];
        return $"""
            import {PipedreamComponents.App} from "../../{PipedreamComponents.App}.app.mjs";
            {Imports(props)}
            export default {JavaScript.Object(
                $"key: {JavaScript.Text($"{PipedreamComponents.App}-{action.Name}")}",
                $"name: {JavaScript.Text(action.Title)}",
                $"description: {JavaScript.Text($"{action.Description} [See the documentation]({action.DocumentationUrl.AbsoluteUri})")}",
                $"version: {JavaScript.Text(action.Version)}",
                "type: \"action\"",
                $"annotations: {Annotations(action.Hints)}",
                $"props: {JavaScript.Object(Props(action, props, definitions))}",
                Run(action, props))};

            """;
    }

    private static string Imports(IEnumerable<PipedreamProp> props)
    {
        IReadOnlyList<string> parsers = [.. props.Select(prop => prop.Parser).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return parsers.Count == 0 ? ""
            : $"import {(parsers.Count == 1 ? $"{{ {parsers[0]} }}" : JavaScript.Object(parsers))} from \"../../common/values.mjs\";\n";
    }

    private static string Annotations(ActionHints hints) => JavaScript.Object(
        $"destructiveHint: {JavaScript.Flag(hints.Destructive)}",
        $"openWorldHint: {JavaScript.Flag(hints.OpenWorld)}",
        $"readOnlyHint: {JavaScript.Flag(hints.ReadOnly)}");

    private static IEnumerable<string> Props(ConnectorAction action, IEnumerable<PipedreamProp> props, PipedreamDefinitions definitions)
    {
        yield return PipedreamComponents.App;
        foreach (var prop in props)
        {
            yield return $"{prop.Name}: {definitions.Of(prop)}";
        }

        if (action.MayCost)
        {
            yield return $"{PipedreamDefinitions.IdempotencyKey}: {PipedreamDefinitions.Reference(PipedreamDefinitions.IdempotencyKey)}";
        }

        var (reads, writes) = (action.Parameters.OfType<FileParameter>().Any(), action.Output is MediaOutput);
        if (reads || writes)
        {
            yield return $"syncDir: {JavaScript.Object(
                "type: \"dir\"",
                $"accessMode: \"{(reads ? writes ? "read-write" : "read" : "write")}\"",
                "sync: true",
                "optional: true")}";
        }
    }

    private static string Run(ConnectorAction action, IReadOnlyList<PipedreamProp> props)
    {
        var arguments = new List<string> { "$", $"action: {JavaScript.Text(action.Name)}" };
        if (action.MayCost)
        {
            arguments.Add($"idempotencyKey: this.{PipedreamDefinitions.IdempotencyKey}");
        }

        var files = props.ToLookup(prop => prop.Parameter is FileParameter, prop => prop.Input);
        Add("files", files[true]);
        Add("input", files[false]);
        return $$"""
            async run({ $ }) {
              const result = await this.{{PipedreamComponents.App}}.runAction({{JavaScript.Indent(JavaScript.Object(arguments))}});
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
