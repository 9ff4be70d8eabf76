using System.Text.Json;
using Connector.Actions;
using Connector.Declaration;
using Connector.Options;

namespace Connector.Api.Documents;

/// <summary>The component manifest: what a builder needs to show every action as a form and to call it.</summary>
/// <param name="Apps">The apps.</param>
/// <param name="Actions">The actions.</param>
public sealed record ManifestDocument(IReadOnlyList<AppManifest> Apps, IReadOnlyList<ActionManifest> Actions)
{
    /// <summary>The manifest of a catalog.</summary>
    /// <param name="catalog">The catalog.</param>
    public static ManifestDocument Of(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ManifestDocument([.. catalog.Apps.Select(AppManifest.Of)], [.. catalog.Actions.Select(ActionManifest.Of)]);
    }
}

/// <summary>An app of the manifest.</summary>
/// <param name="App">The app slug.</param>
/// <param name="Title">The name shown to people.</param>
/// <param name="Description">What the API offers.</param>
/// <param name="DocumentationUrl">The vendor's documentation.</param>
/// <param name="KeySetting">The setting that holds the key.</param>
public sealed record AppManifest(string App, string Title, string Description, Uri DocumentationUrl, string KeySetting)
{
    internal static AppManifest Of(ConnectorApp app) => new(app.Slug, app.Title, app.Description, app.DocumentationUrl, app.KeySetting);
}

/// <summary>An action of the manifest.</summary>
/// <param name="App">The app slug.</param>
/// <param name="Name">The full name: POST to <c>/api/actions/{name}</c> runs it.</param>
/// <param name="Title">The name shown to people.</param>
/// <param name="Description">What the action does.</param>
/// <param name="Version">Its version.</param>
/// <param name="DocumentationUrl">The vendor's documentation of the call.</param>
/// <param name="Annotations">What it does to the world.</param>
/// <param name="Props">Its inputs.</param>
/// <param name="Rules">The rules over several inputs, in words.</param>
/// <param name="Credits">Its price; absent when none is documented.</param>
public sealed record ActionManifest(
    string App,
    string Name,
    string Title,
    string Description,
    string Version,
    Uri DocumentationUrl,
    ActionHints Annotations,
    IReadOnlyList<PropManifest> Props,
    IReadOnlyList<string> Rules,
    CreditsManifest? Credits)
{
    /// <summary>The manifest of an action.</summary>
    /// <param name="action">The action.</param>
    public static ActionManifest Of(ConnectorAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return new ActionManifest(
            action.App.Slug,
            action.Name,
            action.Title,
            action.Description,
            action.Version,
            action.DocumentationUrl,
            action.Hints,
            [.. action.Parameters.Select(parameter => PropManifest.Of(parameter, action))],
            [.. action.Rules.Select(rule => rule.Description)],
            action.Price is { } price ? new CreditsManifest(price.Description, price.AsOf, price.Source) : null);
    }
}

/// <summary>An input of an action.</summary>
/// <param name="Name">The name callers use.</param>
/// <param name="Type">The JSON type.</param>
/// <param name="Label">The name shown to people.</param>
/// <param name="Description">What it does, with its limits.</param>
/// <param name="Required">Whether a call without it is refused.</param>
/// <param name="Visibility"><c>important</c> or <c>advanced</c>.</param>
/// <param name="Default">What holds when it is left out.</param>
/// <param name="Min">The smallest number allowed.</param>
/// <param name="Max">The largest number allowed.</param>
/// <param name="Options">The fixed values of a dropdown.</param>
/// <param name="RemoteOptionsUrl">Where the values of a dropdown are read from.</param>
/// <param name="Example">A valid value.</param>
/// <param name="Items">The fields of one item of a list.</param>
public sealed record PropManifest(
    string Name,
    string Type,
    string Label,
    string Description,
    bool Required,
    string Visibility,
    JsonElement? Default,
    double? Min,
    double? Max,
    IReadOnlyList<DropdownOption>? Options,
    string? RemoteOptionsUrl,
    JsonElement? Example,
    IReadOnlyList<PropManifest>? Items)
{
    internal static PropManifest Of(Parameter parameter, ConnectorAction action) => new(
        parameter.Name,
        parameter.ManifestType,
        parameter.Label,
        parameter.FullDescription,
        parameter.Required,
        parameter.Visibility == Declaration.Visibility.Important ? "important" : "advanced",
        parameter.DefaultValue is { } value ? parameter.ToJson(value) : null,
        parameter.Minimum,
        parameter.Maximum,
        parameter.Choices.Count == 0 ? null : [.. parameter.Choices.Select(choice => new DropdownOption(choice.Label, choice.Value))],
        parameter.RemoteOptions is { } remote ? $"/api/options/{action.App.Slug}/{remote.List.Name}?action={action.Name}" : null,
        parameter.ToJson(parameter.ExampleValue),
        parameter is ListParameter list ? [.. list.Fields.Select(field => Of(field, action))] : null);
}

/// <summary>The price of an action.</summary>
/// <param name="Description">The price in words. One credit is 0.01 US dollars.</param>
/// <param name="AsOf">The day it was last checked; absent where a setting says it.</param>
/// <param name="Source">Where it is documented.</param>
public sealed record CreditsManifest(string Description, DateOnly? AsOf, string Source);
