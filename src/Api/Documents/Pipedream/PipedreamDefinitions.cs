using Connector.Actions;

namespace Connector.Api.Documents.Pipedream;

/// <summary>The props that several components share: declared once in the app, where the components refer to them.</summary>
internal sealed class PipedreamDefinitions
{
    /// <summary>The prop of every action that may cost anything; it goes into a header.</summary>
    public const string IdempotencyKey = "idempotencyKey";

    private readonly Dictionary<string, PipedreamProp> _props = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Finds what the actions of a catalog share.</summary>
    /// <param name="catalog">The catalog.</param>
    public PipedreamDefinitions(Catalog catalog)
    {
        var shared = catalog.Actions.SelectMany(action => action.Parameters.Select(parameter => new PipedreamProp(action, parameter)))
            .GroupBy(KeyOf, StringComparer.Ordinal)
            .Where(uses => uses.Count() > 1 || uses.First().Parameter.RemoteOptions is not null)
            .OrderByDescending(uses => uses.Count());
        foreach (var uses in shared)
        {
            // The most widespread has the plain name; one of another app or action is named after it.
            var prop = uses.First();
            var name = new[] { "", prop.Action.App.Slug, prop.Action.Name }
                .Select(owner => PipedreamProp.CamelCase(owner, prop.Parameter.Name))
                .First(name => !_props.ContainsKey(name));
            _props.Add(name, prop);
            _names.Add(uses.Key, name);
        }
    }

    /// <summary>The module that declares them.</summary>
    public string Write()
    {
        var members = _props.OrderBy(prop => prop.Key, StringComparer.Ordinal).Select(prop => $"{prop.Key}: {prop.Value.Declaration}");
        return $"export default {JavaScript.Object(members.Append($"{IdempotencyKey}: {KeyDeclaration}"))};\n";
    }

    /// <summary>A component's prop: its declaration, or a reference to the app's.</summary>
    public string Of(PipedreamProp prop) => !_names.TryGetValue(KeyOf(prop), out var name) ? prop.Declaration
        : prop.Parameter.RemoteOptions is null ? Reference(name)
        : Reference(name, $"() => ({JavaScript.Object($"action: {JavaScript.Text(prop.Action.Name)}")})");

    /// <summary>A reference to a prop of the app.</summary>
    public static string Reference(string name, params IEnumerable<string> parameters) =>
        JavaScript.Object($"propDefinition: {JavaScript.Array([PipedreamComponents.App, JavaScript.Text(name), .. parameters])}");

    private static string KeyDeclaration => JavaScript.Object(
        "type: \"string\"",
        "label: \"Idempotency Key\"",
        "description: \"Calls with the same key and inputs are made and paid for once; a repeat gets the first one's result. Left out, each run of the step is a call of its own, however often it has to be sent.\"",
        "optional: true");

    private static string KeyOf(PipedreamProp prop) => $"{prop.Name} {prop.Declaration}";
}
