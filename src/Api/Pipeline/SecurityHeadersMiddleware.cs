namespace Connector.Api.Pipeline;

/// <summary>What browsers may do with an answer: nothing but show it. An endpoint that allows more replaces the header.</summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";

        // A stored file was made by somebody else: opened by itself it is a document without scripts and without our origin.
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";

        // Addresses may carry ?code=.
        headers["Referrer-Policy"] = "no-referrer";

        // Receipts and problems tell of prompts and accounts.
        headers.CacheControl = "no-store";
        return next(context);
    }
}
