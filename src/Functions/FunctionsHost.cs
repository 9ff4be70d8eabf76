using Connector.Api.Pipeline;

namespace Connector.Functions;

/// <summary>The Azure Functions host, which alone reaches this process.</summary>
internal static class FunctionsHost
{
    /// <summary>The id of the invocation, under which the host logs a request.</summary>
    private const string InvocationId = "x-ms-invocation-id";

    /// <summary>Its keys and Azure's CORS setting tell which pages may call.</summary>
    public static FrontHost Front { get; } = new(
        KeepsPagesOut: true,
        request => request.Headers[InvocationId].ToString() is { } id && Guid.TryParse(id, out _) ? id : null);
}
