namespace Connector.Functions.Hosting;

/// <summary>What the Azure Functions host tells the process that it starts, and each request that it passes on.</summary>
internal static class FunctionsHost
{
    /// <summary>The loopback port on which the host expects a custom handler.</summary>
    public const string PortVariable = "FUNCTIONS_CUSTOMHANDLER_PORT";

    /// <summary>The kind of worker; the host sets it in every hosting model.</summary>
    public const string WorkerVariable = "FUNCTIONS_WORKER_RUNTIME";

    /// <summary>The invocation's id under which the host logs a request: for a custom handler, and for an isolated worker.</summary>
    private static readonly string[] InvocationIdHeaders = ["X-Azure-Functions-InvocationId", "x-ms-invocation-id"];

    /// <summary>Whether the host started this process, so that only the host reaches it.</summary>
    public static bool Started(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration[PortVariable]) || !string.IsNullOrEmpty(configuration[WorkerVariable]);

    /// <summary>Where a custom handler listens; null for a process that the host did not start as one.</summary>
    public static string? CustomHandlerUrl(IConfiguration configuration) =>
        configuration[PortVariable] is { Length: > 0 } port ? $"http://127.0.0.1:{port}" : null;

    /// <summary>The invocation's id, as the host spells it; null where there is none.</summary>
    public static string? InvocationId(HttpRequest request) => InvocationIdHeaders
        .Select(name => request.Headers[name].ToString())
        .FirstOrDefault(value => Guid.TryParse(value, out _));
}
