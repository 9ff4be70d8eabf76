using Connector.Api.Hosting;
using Connector.Api.Pipeline;

namespace Connector.Functions;

/// <summary>The Azure Functions host, which alone reaches this process.</summary>
internal static class FunctionsHost
{
    /// <summary>The id of the invocation, under which the host logs a request.</summary>
    private const string InvocationId = "x-ms-invocation-id";

    /// <summary>
    /// The worker's span of each invocation, whose parent is the host's own. Its server has none besides: what reaches it there is the same
    /// invocation again. The lines of the log go to the host, which sends them on.
    /// </summary>
    public static TelemetrySources Telemetry { get; } = new(["Microsoft.Azure.Functions.Worker"], [])
    {
        // The host's span is not marked as kept unless the host itself speaks OpenTelemetry.
        AreKeptAlone = true,
    };

    /// <summary>Its keys and Azure's CORS setting tell which pages may call.</summary>
    public static FrontHost Front { get; } = new(
        KeepsPagesOut: true,
        request => request.Headers[InvocationId].ToString() is { } id && Guid.TryParse(id, out _) ? id : null);
}
