using System.Text.Json;
using Connector.Declaration;

namespace Connector.Api.Documents.Pipedream;

/// <summary>The parameters of a vendor's components as the shared runtime reads them: limits, and where a value goes. Each stands once.</summary>
internal sealed class VendorParameters
{
    /// <summary>Stands in an item for the text that becomes it.</summary>
    private const string Given = "\u0001";

    private readonly Dictionary<string, string> _declarations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Names the parameters of a set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="actions">Its actions.</param>
    public VendorParameters(VendorSet set, IEnumerable<ConnectorAction> actions)
    {
        var all = actions.SelectMany(action => set.ParametersOf(action).Select(parameter => (Action: action, Parameter: parameter)))
            .GroupBy(use => Declare(use.Parameter), StringComparer.Ordinal)
            .OrderByDescending(uses => uses.Count());
        foreach (var uses in all)
        {
            // The most widespread has the plain name; one of another action is named after it.
            var (action, parameter) = uses.First();
            var name = set.OwnersOf(action).Select(owner => PipedreamProp.CamelCase(owner, parameter.Name)).First(name => !_declarations.ContainsKey(name));
            _declarations.Add(name, uses.Key);
            _names.Add(uses.Key, name);
        }
    }

    /// <summary>The module.</summary>
    public string Write() => string.Join('\n', _declarations.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"export const {one.Key} = {one.Value};\n"));

    /// <summary>The name under which the module exports a parameter.</summary>
    public string NameOf(Parameter parameter) => _names[Declare(parameter)];

    private static string Declare(Parameter parameter) => JavaScript.Object(
    [
        $"name: {JavaScript.Text(parameter.WireName)}",
        $"prop: {JavaScript.Text(PipedreamProp.CamelCase(parameter.Name))}",
        $"label: {JavaScript.Text(parameter.Label)}",
        .. parameter.Required ? ["required: true"] : Array.Empty<string>(),
        .. Kind(parameter),
    ]);

    private static IEnumerable<string> Kind(Parameter parameter) => parameter switch
    {
        TextParameter text =>
        [
            "type: \"text\"",
            .. Number("minLength", text.MinLength == 0 ? null : text.MinLength),
            .. Number("maxLength", text.MaxLength),
            .. text.Format is { } format ? [$"pattern: {JavaScript.Pattern(format.Pattern)}", $"words: {JavaScript.Text(format.Words)}"] : Array.Empty<string>(),
            .. text.Default is { } value ? [$"default: {JavaScript.Text(value)}"] : Array.Empty<string>(),
            .. text.BecomesItem is { } item ? [$"becomes: {Becomes(item)}"] : Array.Empty<string>(),
        ],
        ChoiceParameter choice =>
        [
            "type: \"choice\"",
            $"choices: {JavaScript.Array(choice.AllowedChoices.Select(one => JavaScript.Text(one.Value)))}",
            .. choice.Default is { } value ? [$"default: {JavaScript.Text(value)}"] : Array.Empty<string>(),
        ],
        WholeNumberParameter whole =>
            ["type: \"integer\"", .. Number("min", whole.Min), .. Number("max", whole.Max), .. Number("multipleOf", whole.MultipleOf)],
        NumberParameter number => ["type: \"number\"", .. Number("min", number.Min), .. Number("max", number.Max)],
        ObjectParameter => ["type: \"object\""],
        ListParameter list =>
        [
            "type: \"list\"",
            .. Number("minItems", list.MinItems),
            $"fields: {JavaScript.Array(list.Fields.Select(Declare))}",
        ],
        FileParameter file =>
        [
            "type: \"file\"",
            .. Number("maxBytes", file.MaxBytes),
            $"contentTypes: {JavaScript.Array(file.Formats.Select(format => JavaScript.Text(format.ContentType)))}",
        ],
        _ => throw new NotSupportedException($"The components' runtime has no reader for {parameter.Name}, a {parameter.GetType().Name}."),
    };

    /// <summary>The list that a text joins, the field of its item that it is, and the fields beside it.</summary>
    private static string Becomes(ListItem item)
    {
        var fields = item.List.ToJson(new[] { item.ItemFor(Given) })[0].EnumerateObject()
            .ToLookup(field => field.Value.ValueKind == JsonValueKind.String && field.Value.GetString() == Given);
        return JavaScript.Object(
            $"list: {JavaScript.Text(item.List.WireName)}",
            $"field: {JavaScript.Text(fields[true].Single().Name)}",
            $"beside: {JavaScript.Object(fields[false].Select(field => $"{field.Name}: {field.Value.GetRawText()}"))}");
    }

    private static IEnumerable<string> Number(string name, double? value) => value is { } number ? [$"{name}: {JavaScript.Number(number)}"] : [];
}
