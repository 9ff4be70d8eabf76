using Connector.Declaration;

namespace Connector.Api.Documents.Pipedream;

/// <summary>The props that several components share: declared once in the app, where the components refer to them.</summary>
internal sealed class PipedreamDefinitions
{
    private readonly ComponentSet _set;
    private readonly Dictionary<string, PipedreamProp> _props = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Finds what the components of a set share.</summary>
    /// <param name="set">The set.</param>
    /// <param name="actions">Its actions.</param>
    public PipedreamDefinitions(ComponentSet set, IEnumerable<ConnectorAction> actions)
    {
        _set = set;
        var shared = actions.SelectMany(set.PropsOf)
            .GroupBy(KeyOf, StringComparer.Ordinal)
            .Where(uses => uses.Count() > 1 || uses.First().Parameter.RemoteOptions is not null)
            .OrderByDescending(uses => uses.Count());
        foreach (var uses in shared)
        {
            // The most widespread has the plain name; one of another owner is named after it.
            var prop = uses.First();
            var name = set.OwnersOf(prop.Action)
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
        return $"export default {JavaScript.Object(members.Concat(_set.OwnProps.Select(prop => $"{prop.Name}: {prop.Declaration}")))};\n";
    }

    /// <summary>A component's prop: its declaration, or a reference to the app's.</summary>
    public string Of(PipedreamProp prop) => !_names.TryGetValue(KeyOf(prop), out var name) ? prop.Declaration
        : prop.Parameter.RemoteOptions is not null && _set.OptionArguments(prop.Action) is { } arguments ? _set.Reference(name, arguments)
        : _set.Reference(name);

    private static string KeyOf(PipedreamProp prop) => $"{prop.Name} {prop.Declaration}";
}
