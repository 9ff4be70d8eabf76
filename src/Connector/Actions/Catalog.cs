using System.Collections.Frozen;
using Connector.Declaration;
using Connector.Failures;
using Connector.Settings;

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

    /// <summary>The catalog with the prices that settings say, where none is documented.</summary>
    /// <param name="options">The settings.</param>
    public Catalog PricedBy(ConnectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Connections.Values.Any(connection => connection.CreditsPerFile is not null)
            ? new Catalog(Declared().Select(action => Priced(action, options.Connect(action.App).CreditsPerFile)))
            : this;
    }

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

    private static ConnectorAction Priced(ConnectorAction action, decimal? credits) => action is { Price: null, Output: MediaOutput output } && credits is { } each
        ? action with { Price = new FileCreditPrice(action.App.PriceSetting, each, output) }
        : action;
}
