using Connector.Actions;
using Connector.Declaration;

namespace Connector.Api.Endpoints;

/// <summary>The part of a route that names an app.</summary>
internal static class AppPath
{
    public static ChoiceParameter Parameter { get; } = new()
    {
        Name = "app",
        Label = "App",
        Description = "The image API.",
        Required = true,
        AllowedChoices = [.. Catalog.All.Apps.Select(app => new Choice(app.Slug, app.Title))],
    };
}
