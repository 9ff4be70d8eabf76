using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.Triggers;

/// <summary>Answers that no client should take for what it asked for.</summary>
internal static class Misbehaviour
{
    /// <summary>How long a slow answer takes.</summary>
    public static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(5);

    /// <summary>An empty 503, as a load balancer without a backend sends it.</summary>
    public static void AnswerUnavailable(HttpContext context)
    {
        context.Response.StatusCode = 503;
        context.Response.ContentType = "text/html";
    }

    /// <summary>A page, as a captive portal or a proxy sends it.</summary>
    public static Task AnswerPageAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync("<!doctype html><title>Sandbox</title><p>This is a page, not a picture.", cancellationToken);
    }

    /// <summary>JSON that ends in the middle, or a text that is called a picture.</summary>
    public static Task AnswerMalformedAsync(HttpContext context, string contentType, string brokenJson, CancellationToken cancellationToken)
    {
        context.Response.ContentType = contentType;
        var isJson = contentType.StartsWith("application/json", StringComparison.Ordinal);
        return context.Response.WriteAsync(isJson ? brokenJson : "This is a text, not a picture.", cancellationToken);
    }

    /// <summary>
    /// Half of what Content-Length promises. Kestrel closes the connection when an answer stays short of its Content-Length; an
    /// explicit abort could also drop what was written before it, so that the client would not even see the headers.
    /// </summary>
    public static async Task AnswerHalfAsync(HttpContext context, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body[..(body.Length / 2)], cancellationToken);
    }
}
