namespace Connector.Functions.Http;

/// <summary>Gives every request an id that its answer and its log lines carry.</summary>
internal sealed class RequestIdMiddleware(RequestDelegate next, ILogger<RequestIdMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        context.TraceIdentifier = Guid.NewGuid().ToString("N");
        context.Response.Headers["X-Request-Id"] = context.TraceIdentifier;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        using (logger.BeginScope("{RequestId}", context.TraceIdentifier))
        {
            await next(context);
        }
    }
}
