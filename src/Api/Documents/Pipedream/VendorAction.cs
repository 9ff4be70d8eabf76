using Connector.Declaration;

namespace Connector.Api.Documents.Pipedream;

/// <summary>An action as a Pipedream component that calls the vendor itself.</summary>
internal static class VendorAction
{
    /// <summary>The component's module.</summary>
    public static string Write(VendorSet set, ConnectorAction action, PipedreamDefinitions definitions, VendorParameters parameters)
    {
        var rules = VendorRules.Of(set, action, parameters.NameOf).Where(rule => rule.Written is not null).ToList();
        return $"""
            import {set.App} from "../../{set.App}.app.mjs";
            {Import(set.ParametersOf(action).Select(parameters.NameOf), "parameters")}{Import(rules.Select(rule => rule.Function!), "rules")}
            export default {JavaScript.Object(
            [
                .. PipedreamHead.Of(action.Name, action),
                $"props: {JavaScript.Object(
                [
                    set.App,
                    .. set.PropsOf(action).Select(prop => $"{prop.Name}: {definitions.Of(prop)}"),
                    .. set.HeaderPropsOf(action).Select(header => $"{header}: {set.Reference(header)}"),
                    .. PipedreamHead.StashOf(action),
                ])}",
                action.Output is MediaOutput media ? Generate(set, action, media, parameters, rules.Select(rule => rule.Written!)) : Read(set, action),
            ])};

            """;
    }

    private static string Generate(VendorSet set, ConnectorAction action, MediaOutput media, VendorParameters parameters, IEnumerable<string> rules) => $$"""
        async run({ $ }) {
          return this.{{set.App}}.generateImage({{JavaScript.Indent(JavaScript.Object(
            "$",
            $"name: {JavaScript.Text(action.Name)}",
            "props: this",
            $"path: {JavaScript.Array(action.Endpoint.Path.Select(part => part.Text is { } text ? JavaScript.Text(text) : parameters.NameOf(part.Parameter!)))}",
            $"body: {JavaScript.Text(action.Endpoint.Body == BodyFormat.Multipart ? "form" : "json")}",
            $"parameters: {JavaScript.Array(set.ParametersOf(action).Select(parameters.NameOf))}",
            $"rules: {JavaScript.Array(rules)}",
            $"answer: {AnswerOf(media, parameters)}",
            $"summary: (values, images) => `{SummaryOf(action)}`"))}});
        }
        """;

    private static string Read(VendorSet set, ConnectorAction action) => $$"""
        async run({ $ }) {
          const data = await this.{{set.App}}.getData({{JavaScript.Indent(JavaScript.Object(
            "$",
            $"path: {JavaScript.Text(action.Endpoint.Template)}",
            "props: this"))}});
          $.export("$summary", {{JavaScript.Text(action.Summary(new ParameterValues(), ""))}});
          return data;
        }
        """;

    /// <summary>The declared sentence, with the values of the path where they stand in it.</summary>
    private static string SummaryOf(ConnectorAction action)
    {
        var values = new ParameterValues();
        foreach (var parameter in action.Endpoint.Path.Select(part => part.Parameter).OfType<TextParameter>())
        {
            values.Set(parameter, $"${{values.{parameter.WireName}}}");
        }

        return action.Summary(values, "${images}");
    }

    /// <summary>The forms of the answer: bytes with headers for one file, JSON where the API gives several only so.</summary>
    private static string AnswerOf(MediaOutput media, VendorParameters parameters) => JavaScript.Object(
    [
        $"noun: {JavaScript.Text(media.Noun)}",
        $"accept: {JavaScript.Text(media.Accept(new ParameterValues()))}",
        $"seedHeader: {JavaScript.Text(media.SeedHeader)}",
        $"finishReasonHeader: {JavaScript.Text(media.FinishReasonHeader)}",
        .. media is { Count: { } count, Json: { } json } ?
        [
            $"count: {parameters.NameOf(count)}",
            $"acceptSeveral: {JavaScript.Text(media.Accept(new ParameterValues().With(count, 2)))}",
            $"json: {JavaScript.Object(
                $"data: {JavaScript.Text(json.Data)}",
                $"seed: {JavaScript.Text(json.Seed)}",
                $"finishReason: {JavaScript.Text(json.FinishReason)}")}",
        ] : Array.Empty<string>(),
    ]);

    private static string Import(IEnumerable<string> names, string module)
    {
        IReadOnlyList<string> sorted = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return sorted.Count == 0 ? ""
            : $"import {(sorted.Count == 1 ? $"{{ {sorted[0]} }}" : JavaScript.Object(sorted))} from \"../../common/{module}.mjs\";\n";
    }
}
