namespace Connector.Api.Hosting;

/// <summary>Tells a developer's own machine from a place where the sandbox must never stand in by itself.</summary>
internal static class DevelopersMachine
{
    /// <summary>
    /// Variables that the Functions host and its tools, App Service, Kubernetes and Microsoft's container images set. One of
    /// them means production, or something that may be taken for it.
    /// </summary>
    private static readonly string[] SignsOfAHost =
    [
        "FUNCTIONS_WORKER_RUNTIME",
        "AZURE_FUNCTIONS_ENVIRONMENT",
        "WEBSITE_INSTANCE_ID",
        "KUBERNETES_SERVICE_HOST",
        "DOTNET_RUNNING_IN_CONTAINER",
    ];

    public static bool IsThis(IConfiguration configuration) => !SignsOfAHost.Any(name => !string.IsNullOrEmpty(configuration[name]));
}
