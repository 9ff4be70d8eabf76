using System.Diagnostics;
using System.Globalization;
using Connector.Api.Endpoints;
using Connector.Api.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace Connector.Cli.Hosting;

/// <summary>
/// Tells the server's span of a request what it is of, in the words of OpenTelemetry's semantic conventions for HTTP. The packages that do so
/// also tell the path and the caller's program as they were sent; here a route stands for the path, and nothing that a caller wrote is told.
/// </summary>
/// <param name="next">What answers.</param>
internal sealed class RequestSpanMiddleware(RequestDelegate next)
{
    /// <summary>ASP.NET Core's span of each request, and its measurements, which have routes only.</summary>
    public static TelemetrySources Sources { get; } = new(["Microsoft.AspNetCore"], ["Microsoft.AspNetCore.Hosting"]);

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        finally
        {
            if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span)
            {
                Describe(span, context);
            }
        }
    }

    private static void Describe(Activity span, HttpContext context)
    {
        if (EndpointTable.IsProbe(context.Request))
        {
            // A probe every few seconds is nobody's work.
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            return;
        }

        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        var (method, status) = (KnownMethod(context.Request.Method), context.Response.StatusCode);
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag("http.request.method", method);
        span.SetTag("http.route", route);
        span.SetTag("url.scheme", context.Request.IsHttps ? Uri.UriSchemeHttps : Uri.UriSchemeHttp);
        span.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            span.SetTag("error.type", status.ToString(CultureInfo.InvariantCulture));
            span.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>A method may be any word.</summary>
    private static string KnownMethod(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsPost(method) || HttpMethods.IsDelete(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsPut(method) || HttpMethods.IsPatch(method)
            ? method.ToUpperInvariant()
            : "_OTHER";
}
