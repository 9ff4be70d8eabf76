using Connector.Functions.Hosting;

namespace Connector.Functions.Http;

/// <summary>Gives every request an id that its answer and its log lines carry: under the Functions host, the one the host logs it under.</summary>
internal sealed class RequestIdMiddleware(RequestDelegate next, ConnectorRuntime runtime, ILogger<RequestIdMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        context.TraceIdentifier = (runtime.IsUnderFunctionsHost ? FunctionsHost.InvocationId(context.Request) : null) ?? Guid.NewGuid().ToString("N");
        context.Response.Headers["X-Request-Id"] = context.TraceIdentifier;
        using (logger.BeginScope("{RequestId}", context.TraceIdentifier))
        {
            await next(context);
        }
    }
}
