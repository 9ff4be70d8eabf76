using Connector.Declaration;

namespace Connector.Api.Documents.Pipedream;

/// <summary>The rules of an action as calls of the shared runtime's functions, of the same kinds and with the same numbers.</summary>
internal static class VendorRules
{
    /// <summary>The rules over what the component has, each as it is written; null for one that looks into files, or that only C# knows.</summary>
    /// <param name="set">The set.</param>
    /// <param name="action">The action.</param>
    /// <param name="nameOf">The name of a parameter in the module; left out, only which rules are written is asked.</param>
    public static IEnumerable<(Rule Rule, string? Function, string? Written)> Of(VendorSet set, ConnectorAction action, Func<Parameter, string>? nameOf = null)
    {
        var names = set.ParametersOf(action).Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var rule in action.Rules.Where(rule => rule.Parameters.All(parameter => names.Contains(parameter.Name))))
        {
            if (Write(rule, nameOf ?? (parameter => parameter.Name)) is not { } arguments)
            {
                yield return (rule, null, null);
            }
            else if (arguments.Count > 0)
            {
                var function = FunctionOf(rule);
                yield return (rule, function, $"{function}({string.Join(", ", arguments)})");
            }
        }
    }

    private static string FunctionOf(Rule rule) => rule switch
    {
        CountRule => "count",
        NeedsRule => "needs",
        WhenRule => "when",
        NotWithRule => "notWith",
        _ => "drawnSize",
    };

    /// <summary>The arguments; none for a rule that always holds here, null for one that cannot be written.</summary>
    private static IReadOnlyList<string>? Write(Rule rule, Func<Parameter, string> nameOf) => rule switch
    {
        CountRule count => Count(count, nameOf),
        NeedsRule needs => [nameOf(needs.Parameter), List(WithLists(needs.Needed), nameOf)],
        WhenRule choice => [nameOf(choice.Decider), JavaScript.Text(choice.Decision), JavaScript.Object([.. Named("required", choice.Required, nameOf), .. Named("forbidden", choice.Forbidden, nameOf)])],
        NotWithRule other => [nameOf(other.Model), JavaScript.Pattern(other.Ids), JavaScript.Text(other.Instead), List(other.Excluded, nameOf)],
        DrawnSizeRule size => [nameOf(size.Model), nameOf(size.Width), nameOf(size.Height), JavaScript.Array(size.Families.Select(Family))],
        _ => null,
    };

    /// <summary>A list and the texts that become its items are one thing to the API: a form that always shows the text must not exclude the list.</summary>
    private static IReadOnlyList<string> Count(CountRule rule, Func<Parameter, string> nameOf)
    {
        var most = rule.Parameters.OfType<TextParameter>().Any(text => text.BecomesItem is { } item && rule.Parameters.Any(parameter => parameter.Name == item.List.Name))
            ? rule.Parameters.Count
            : rule.Most;
        string[] limits =
        [
            .. rule.Least > 0 ? [$"least: {JavaScript.Number(rule.Least)}"] : Array.Empty<string>(),
            .. most < rule.Parameters.Count ? [$"most: {JavaScript.Number(most)}"] : Array.Empty<string>(),
        ];
        return limits.Length == 0 ? [] : [List(rule.Parameters, nameOf), JavaScript.Object(limits)];
    }

    private static IReadOnlyList<Parameter> WithLists(IReadOnlyList<Parameter> parameters) =>
        [.. parameters, .. parameters.OfType<TextParameter>().Select(text => text.BecomesItem?.List).OfType<ListParameter>().Where(list => parameters.All(one => one.Name != list.Name))];

    private static string Family(SizeFamily family) => JavaScript.Object(
    [
        $"ids: {JavaScript.Pattern(family.Ids)}",
        $"sizes: {JavaScript.Text(family.Sizes)}",
        .. family.Pairs.Count > 0 ? [$"pairs: {JavaScript.Array(family.Pairs.Select(pair => JavaScript.Text($"{pair.Width}x{pair.Height}")))}"] : Array.Empty<string>(),
        .. Number("defaultSide", family.DefaultSide),
        .. Number("minSide", family.MinSide),
        .. Number("maxSide", family.MaxSide),
        .. Number("maxShorterSide", family.MaxShorterSide),
        .. Number("minPixels", family.MinPixels),
        .. Number("maxPixels", family.MaxPixels),
    ]);

    private static IEnumerable<string> Number(string name, int? value) => value is { } number ? [$"{name}: {JavaScript.Number(number)}"] : [];

    private static IEnumerable<string> Named(string name, IReadOnlyList<Parameter> parameters, Func<Parameter, string> nameOf) =>
        parameters.Count == 0 ? [] : [$"{name}: {List(parameters, nameOf)}"];

    private static string List(IEnumerable<Parameter> parameters, Func<Parameter, string> nameOf) => JavaScript.Array(parameters.Select(nameOf));
}
