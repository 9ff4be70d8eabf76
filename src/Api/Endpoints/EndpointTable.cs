namespace Connector.Api.Endpoints;

/// <summary>Every route.</summary>
internal static class EndpointTable
{
    public static IReadOnlyList<HttpEndpoint> All { get; } =
    [
        RunActionEndpoint.Endpoint,
        ManifestEndpoint.Endpoint,
        ActionManifestEndpoint.Endpoint,
        OptionsEndpoint.Endpoint,
        FileEndpoint.Endpoint,
        ListFilesEndpoint.Endpoint,
        StoreFileEndpoint.Endpoint,
        DeleteFileEndpoint.Endpoint,
        JobEndpoint.Endpoint,
        CancelJobEndpoint.Endpoint,
        StartBatchEndpoint.Endpoint,
        BatchEndpoint.Endpoint,
        CancelBatchEndpoint.Endpoint,
        ConnectionTestEndpoint.Endpoint,
        HealthEndpoint.Endpoint,
        LivenessEndpoint.Endpoint,
        ReadinessEndpoint.Endpoint,
        OpenApiEndpoint.Endpoint,
        SwaggerEndpoint.Endpoint,
        McpEndpoint.Endpoint,
    ];

    /// <summary>Whether a request goes to a route that needs no access key. Such routes have no variable parts.</summary>
    public static bool IsAnonymous(HttpRequest request) =>
        All.Any(endpoint => endpoint.IsAnonymous && request.Path.Equals("/" + endpoint.Route, StringComparison.OrdinalIgnoreCase));
}
