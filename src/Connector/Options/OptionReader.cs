using Connector.Actions;
using Connector.Declaration;
using Connector.Failures;
using Connector.Settings;
using Connector.Upstream;

namespace Connector.Options;

/// <summary>Fills dropdowns: reads an option list from upstream and narrows it.</summary>
/// <param name="catalog">The actions.</param>
/// <param name="options">The connections.</param>
/// <param name="upstream">The client.</param>
public sealed class OptionReader(Catalog catalog, ConnectorOptions options, UpstreamClient upstream)
{
    /// <summary>Reads a list; values that are no longer served are marked.</summary>
    /// <param name="appSlug">The app.</param>
    /// <param name="listName">The list.</param>
    /// <param name="actionName">Keeps the options that suit this action; null for all.</param>
    /// <param name="type">Keeps the options of this upstream type, for example <c>PICTURE</c>; null for all.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ConnectorException">The app, list, action or type is not known (404, 400), or upstream failed: never an empty list then.</exception>
    public async Task<IReadOnlyList<DropdownOption>> ReadAsync(
        string appSlug, string listName, string? actionName, string? type, CancellationToken cancellationToken)
    {
        var app = catalog.FindApp(appSlug);
        var list = app.OptionLists.FirstOrDefault(known => known.Name == listName) ?? throw UnknownList(app, listName);
        var suits = string.IsNullOrEmpty(actionName) ? _ => true : SuitsAction(actionName, list);

        var all = await ReadAsync(upstream, options.Connect(app), list, cancellationToken);
        return
        [
            .. all.Where(OfType(type, list, all))
                .Where(suits)
                .Select(option => new DropdownOption(option.Label + (list.Retired.Contains(option.Value) ? " (retired)" : ""), option.Value)),
        ];
    }

    /// <summary>Reads a list as upstream has it.</summary>
    /// <exception cref="ConnectorException">Upstream failed.</exception>
    internal static Task<IReadOnlyList<RemoteOption>> ReadAsync(
        UpstreamClient upstream, AppConnection connection, OptionList list, CancellationToken cancellationToken) =>
        upstream.WithinLimitAsync(connection.App, token => ReadListAsync(upstream, connection, list, token), cancellationToken);

    private static async Task<IReadOnlyList<RemoteOption>> ReadListAsync(
        UpstreamClient upstream, AppConnection connection, OptionList list, CancellationToken cancellationToken)
    {
        var answer = await upstream.GetJsonAsync(connection, list.Path, cancellationToken);
        try
        {
            var items = list.ItemsProperty is null ? answer : answer.GetProperty(list.ItemsProperty);
            return [.. items.EnumerateArray().Select(item => new RemoteOption(
                item.GetProperty(list.LabelProperty).GetString()!,
                item.GetProperty(list.ValueProperty).GetString()!,
                list.TypeProperty is not null && item.TryGetProperty(list.TypeProperty, out var type) ? type.GetString() : null))];
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException)
        {
            throw UpstreamFailures.Malformed(connection.App, $"{list.Path} must answer a list of objects with {list.LabelProperty} and {list.ValueProperty}", exception);
        }
    }

    private static ConnectorException UnknownList(ConnectorApp app, string listName)
    {
        var known = app.OptionLists.Select(list => list.Name).ToList();
        var has = known.Count == 0 ? "It has no lists at all." : $"It has {string.Join(" and ", known)}.{NameSuggestion.For(listName, known)}";
        return ConnectorException.NotFound(ErrorCodes.UnknownOptionList, $"{app.Title} has no option list \"{InputText.Shorten(listName)}\". {has}");
    }

    /// <summary>A documented type of which nothing is listed leaves nothing; a type that nobody knows is a slip, and an empty list would hide it.</summary>
    private static Func<RemoteOption, bool> OfType(string? type, OptionList list, IEnumerable<RemoteOption> all)
    {
        if (string.IsNullOrEmpty(type))
        {
            return _ => true;
        }

        var known = list.Types.Concat(all.Select(option => option.Type).OfType<string>()).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return known.Contains(type, StringComparer.OrdinalIgnoreCase)
            ? option => string.Equals(option.Type, type, StringComparison.OrdinalIgnoreCase)
            : throw ConnectorException.BadRequest(
                ErrorCodes.BadRequest,
                known.Count == 0
                    ? $"The values of {list.Name} have no types. Leave type out."
                    : $"{list.Name} has no type \"{InputText.Shorten(type)}\". It has {string.Join(", ", known)}.{NameSuggestion.For(type, known)}");
    }

    private Func<RemoteOption, bool> SuitsAction(string actionName, OptionList list) => catalog.Find(actionName).Parameters
        .Select(parameter => parameter.RemoteOptions)
        .FirstOrDefault(remote => remote?.List == list)?.Suits
        ?? throw ConnectorException.BadRequest(ErrorCodes.BadRequest, $"The action {actionName} has no parameter that takes its values from {list.Name}.");
}
