using Connector.Actions;
using Connector.Failures;

namespace Connector.Api.Endpoints;

/// <summary>Every route.</summary>
internal static class EndpointTable
{
    public static IReadOnlyList<HttpEndpoint> All { get; } =
    [
        RunActionEndpoint.Endpoint,
        CheckActionEndpoint.Endpoint,
        StartJobEndpoint.Endpoint,
        ManifestEndpoint.Endpoint,
        ActionManifestEndpoint.Endpoint,
        OptionsEndpoint.Endpoint,
        FileEndpoint.Endpoint,
        ListFilesEndpoint.Endpoint,
        StoreFileEndpoint.Endpoint,
        DeleteFileEndpoint.Endpoint,
        DeleteFilesEndpoint.Endpoint,
        RecipeEndpoint.Endpoint,
        JobEndpoint.Endpoint,
        CancelJobEndpoint.Endpoint,
        StartBatchEndpoint.Endpoint,
        BatchEndpoint.Endpoint,
        CancelBatchEndpoint.Endpoint,
        SubscribeEndpoint.Endpoint,
        ListSubscriptionsEndpoint.Endpoint,
        SubscriptionEndpoint.Endpoint,
        EndSubscriptionEndpoint.Endpoint,
        ConnectionTestEndpoint.Endpoint,
        SpendEndpoint.Endpoint,
        HealthEndpoint.Endpoint,
        LivenessEndpoint.Endpoint,
        ReadinessEndpoint.Endpoint,
        OpenApiEndpoint.Endpoint,
        SwaggerEndpoint.Endpoint,
        McpEndpoint.Endpoint,
        PageEndpoint.Endpoint,
        PagePartEndpoint.Endpoint,
    ];

    /// <summary>The parts of every route, taken apart once: each request is looked up by them.</summary>
    private static IReadOnlyList<(HttpEndpoint Endpoint, string[] Parts)> Routes { get; } =
        [.. All.SelectMany(endpoint => endpoint.AllRoutes, (endpoint, route) => (endpoint, route.Split('/')))];

    /// <summary>What a request asks for, as the log names it: an action, or else the endpoint whose route its path has; empty for none.</summary>
    public static string NameOf(HttpRequest request)
    {
        if (request.RouteValues.TryGetValue(ActionInputs.NameValue, out var name)
            && Catalog.All.Actions.FirstOrDefault(action => action.Name.Equals(name as string, StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            return known.Name;
        }

        return OfPath(request, endpoint => endpoint.Methods.Contains(request.Method)).FirstOrDefault()?.Name ?? "-";
    }

    /// <summary>Whether a request goes to a route that needs no access key.</summary>
    public static bool IsAnonymous(HttpRequest request) => OfPath(request, endpoint => endpoint.IsAnonymous).Any();

    /// <summary>Whether a request is a probe's.</summary>
    public static bool IsProbe(HttpRequest request) => OfPath(request, endpoint => endpoint.IsProbe).Any();

    /// <summary>The route that a path which leads nowhere most likely means, as a sentence with a leading space; empty for none.</summary>
    public static string SuggestionFor(PathString path)
    {
        var parts = (path.Value ?? "").Trim('/').Split('/');
        foreach (var prefixes in All.SelectMany(endpoint => endpoint.AllRoutes).Select(FixedParts).Where(prefix => prefix.Length > 0 && prefix.Length <= parts.Length).GroupBy(prefix => prefix.Length).OrderByDescending(group => group.Key))
        {
            var given = string.Join('/', parts.Take(prefixes.Key));
            var known = prefixes.Select(prefix => "/" + string.Join('/', prefix)).Distinct(StringComparer.Ordinal).ToList();
            if (known.Contains("/" + given, StringComparer.OrdinalIgnoreCase))
            {
                return "";
            }

            if (NameSuggestion.For(given, known) is { Length: > 0 } meant)
            {
                return parts.Length > prefixes.Key ? meant.Replace("\"?", "/…\"?", StringComparison.Ordinal) : meant;
            }
        }

        return "";
    }

    /// <summary>What a route begins with, up to its first variable part.</summary>
    private static string[] FixedParts(string route) => [.. route.Split('/', StringSplitOptions.RemoveEmptyEntries).TakeWhile(part => !part.StartsWith('{'))];

    /// <summary>Those of some endpoints, of which there are few, whose route the path has.</summary>
    private static IEnumerable<HttpEndpoint> OfPath(HttpRequest request, Func<HttpEndpoint, bool> some)
    {
        var parts = (request.Path.Value ?? "").Trim('/').Split('/');
        return Routes.Where(route => some(route.Endpoint) && Fits(route.Parts, parts)).Select(route => route.Endpoint);
    }

    private static bool Fits(string[] route, string[] parts) =>
        (route.Length == parts.Length || (route[^1].StartsWith("{*", StringComparison.Ordinal) && parts.Length >= route.Length))
        && route.Zip(parts).All(pair => pair.First.StartsWith('{') || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
}
