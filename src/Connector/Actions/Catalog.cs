using System.Collections.Frozen;
using Connector.Declaration;
using Connector.Failures;

namespace Connector.Actions;

/// <summary>Every declared action. The list is written by the build from the files of <c>Actions/&lt;App&gt;/</c>.</summary>
public sealed partial class Catalog
{
    private readonly FrozenDictionary<string, ConnectorAction> _byName;

    private Catalog(IEnumerable<ConnectorAction> actions)
    {
        Actions = [.. actions.Select(FitPolicy.AddTo).Select(SpendLimit.AddTo).Select(CallbackUrl.AddTo).OrderBy(action => action.Name, StringComparer.Ordinal)];
        Apps = [.. Actions.Select(action => action.App).Distinct().OrderBy(app => app.Slug, StringComparer.Ordinal)];
        _byName = Actions.ToFrozenDictionary(action => action.Name, StringComparer.Ordinal);
    }

    /// <summary>The catalog of this build.</summary>
    public static Catalog All { get; } = new(Declared());

    /// <summary>The actions, ordered by name.</summary>
    public IReadOnlyList<ConnectorAction> Actions { get; }

    /// <summary>The apps that have actions, ordered by slug.</summary>
    public IReadOnlyList<ConnectorApp> Apps { get; }

    /// <summary>The action of that name.</summary>
    /// <param name="name">The full name.</param>
    /// <exception cref="ConnectorException"><c>unknown_action</c> (404), with the nearest name.</exception>
    public ConnectorAction Find(string name) => _byName.TryGetValue(name, out var action)
        ? action
        : throw ConnectorException.NotFound(
            ErrorCodes.UnknownAction,
            $"There is no action \"{InputText.Shorten(name)}\".{NameSuggestion.For(name, Actions.Select(known => known.Name))} GET /api/actions lists them.");

    /// <summary>The app of that slug.</summary>
    /// <param name="slug">The app slug.</param>
    /// <exception cref="ConnectorException"><c>unknown_app</c> (404), with the known slugs.</exception>
    public ConnectorApp FindApp(string slug) => Apps.FirstOrDefault(app => app.Slug == slug)
        ?? throw ConnectorException.NotFound(
            ErrorCodes.UnknownApp,
            $"There is no app \"{InputText.Shorten(slug)}\".{NameSuggestion.For(slug, Apps.Select(app => app.Slug))} The apps are {string.Join(", ", Apps.Select(app => app.Slug))}.");
}
