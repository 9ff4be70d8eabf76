using System.Text.Json;
using Connector.Declaration;

namespace Connector.Api.Documents.Pipedream;

/// <summary>A parameter of an action as a prop of its Pipedream component.</summary>
/// <param name="Set">The components that it is one of.</param>
/// <param name="Action">The action.</param>
/// <param name="Parameter">The parameter.</param>
internal sealed record PipedreamProp(ComponentSet Set, ConnectorAction Action, Parameter Parameter)
{
    /// <summary>"Three to four most useful props visible."</summary>
    private const int MostShown = 4;

    /// <summary>Stands in an item for the text that becomes it.</summary>
    private const string Given = "\u0001";

    /// <summary>The prop's name: the parameter's in camel case.</summary>
    public string Name => CamelCase(Parameter.Name);

    /// <summary>Where the prop's value is in the component.</summary>
    public string Value => $"this.{Name}";

    /// <summary>The function of common/values.mjs that turns the prop's value into the parameter's; null for one that is sent as it is.</summary>
    public string? Parser => Parameter switch
    {
        NumberParameter => "parseNumber",
        ListParameter => "parseItems",
        ObjectParameter => "parseObject",
        _ => null,
    };

    /// <summary>The prop's declaration.</summary>
    public string Declaration => JavaScript.Object(Members());

    /// <summary>The parameter as a member of the input that is sent; null where another parameter's member carries it.</summary>
    public string? Input => Parameter switch
    {
        TextParameter { BecomesItem: not null } => null,
        ListParameter list => $"...{Parser}({JavaScript.Object(
            $"name: {JavaScript.Text(list.Name)}",
            $"label: {JavaScript.Text(list.Label)}",
            $"value: {Value}",
            $"field: {JavaScript.Text(TextField(list).Name)}",
            $"texts: {JavaScript.Object(Texts(list).Select(ItemOf))}")})",
        NumberParameter when Range().Any() => $"{Parameter.Name}: {Parser}({JavaScript.Text(Parameter.Label)}, {Value}, {JavaScript.Object(Range())})",
        _ when Parser is not null => $"{Parameter.Name}: {Parser}({JavaScript.Text(Parameter.Label)}, {Value})",
        _ => $"{Parameter.Name}: {Value}",
    };

    /// <summary>Names in camel case, as one name.</summary>
    public static string CamelCase(params IEnumerable<string> names) =>
        string.Concat(string.Join('_', names).Split(['_', '-'], StringSplitOptions.RemoveEmptyEntries).Select((word, index) => index == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>A default that is filled in must not be what a rule refuses.</summary>
    private object? Default => Action.MayRefuse(Parameter) ? null : Parameter.DefaultValue;

    /// <summary>Whether a form shows it at once: what a call needs, and what it is about where a default fills it and the form stays short.</summary>
    private bool IsShown => IsNeeded || (IsFilled && Set.PropsOf(Action).Count(prop => prop.IsNeeded || prop.IsFilled) <= MostShown);

    /// <summary>A text that may stand for the one item that a call needs is needed in its place.</summary>
    private bool IsNeeded => Parameter.Required
        || (Parameter is TextParameter { BecomesItem: { } item } && Action.Rules.Any(rule => rule.DemandsOne && Has(rule.Parameters, Parameter) && Has(rule.Parameters, item.List)));

    private bool IsFilled => Parameter.Visibility == Visibility.Important && Default is not null;

    private string Type => Parameter switch
    {
        WholeNumberParameter => "integer",
        FlagParameter => "boolean",
        ObjectParameter => "object",
        ListParameter => "string[]",
        _ => "string",
    };

    private string Label => Parameter is FileParameter ? $"{Parameter.Label} File Path or URL" : Parameter.Label;

    private string Description => Parameter switch
    {
        FileParameter file => $"{file.Description} A file in `/tmp` (for example, `/tmp/{file.Noun}{file.Formats[0].Extension}`), {Set.FilePlaces}. {file.ContentLimits}",
        ListParameter list => $"{list.FullDescription} Write an item as JSON (for example, `{list.ToJson(list.ExampleValue)[0].GetRawText()}`), or its {TextField(list).Name} alone.{Beside(list)}",
        _ => Parameter.FullDescription,
    };

    private static bool Has(IEnumerable<Parameter> parameters, Parameter parameter) => parameters.Any(one => one.Name == parameter.Name);

    private static TextParameter TextField(ListParameter list) => list.Fields.OfType<TextParameter>().First(field => field.Required);

    private IEnumerable<string> Members()
    {
        yield return $"type: {JavaScript.Text(Type)}";
        yield return $"label: {JavaScript.Text(Label)}";
        yield return $"description: {JavaScript.Text(Description)}";
        if (Parameter is WholeNumberParameter)
        {
            foreach (var limit in Range())
            {
                yield return limit;
            }
        }

        if (Parameter.RemoteOptions is { } remote)
        {
            yield return Set.OptionsOf(Action, remote.List);
        }
        else if (Options().ToList() is { Count: > 0 } options)
        {
            yield return $"options: {JavaScript.Array(options)}";
        }

        if (!IsShown)
        {
            yield return "optional: true";
        }

        if (Default is { } value)
        {
            // A decimal travels as a string.
            var json = Parameter.ToJson(value);
            yield return $"default: {(json.ValueKind == JsonValueKind.String || Type == "string" ? JavaScript.Text(json.ToString()) : json.GetRawText())}";
        }
    }

    private IEnumerable<string> Range()
    {
        if (Parameter.Minimum is { } min)
        {
            yield return $"min: {JavaScript.Number(min)}";
        }

        if (Parameter.Maximum is { } max)
        {
            yield return $"max: {JavaScript.Number(max)}";
        }
    }

    private IEnumerable<string> Options() => Parameter is TextParameter text
        ? text.Suggestions.Select(JavaScript.Text)
        : Parameter.Choices.Select(choice => JavaScript.Object($"label: {JavaScript.Text(choice.Label)}", $"value: {JavaScript.Text(choice.Value)}"));

    /// <summary>The parameters whose texts become items of a list.</summary>
    private IEnumerable<TextParameter> Texts(ListParameter list) =>
        Action.Parameters.OfType<TextParameter>().Where(text => text.BecomesItem?.List.Name == list.Name);

    private string Beside(ListParameter list) =>
        Texts(list).Select(text => text.Label).ToList() is { Count: > 0 } labels ? $" They are sent beside {string.Join(" and ", labels)}." : "";

    private string ItemOf(TextParameter text)
    {
        var item = text.BecomesItem!.List.ToJson(new[] { text.BecomesItem.ItemFor(Given) })[0];
        return $"{text.Name}: {JavaScript.Object(item.EnumerateObject().Select(field =>
            $"{field.Name}: {(field.Value.ValueKind == JsonValueKind.String && field.Value.GetString() == Given ? (this with { Parameter = text }).Value : field.Value.GetRawText())}"))}";
    }
}
