namespace Connector.Api.Pipeline;

/// <summary>Gives every request an id that its answer and its log lines carry: where a host stands before, the one the host logs it under, else the caller's own.</summary>
internal sealed class RequestIdMiddleware(RequestDelegate next, FrontHost front, ILogger<RequestIdMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        context.TraceIdentifier = front.RequestId(context.Request) ?? GivenRequestId.Of(context.Request.Headers) ?? Guid.NewGuid().ToString("N");
        context.Response.Headers[GivenRequestId.Header] = context.TraceIdentifier;
        using (logger.BeginScope("{RequestId}", context.TraceIdentifier))
        {
            await next(context);
        }
    }
}
