using Connector.Declaration;
using Connector.Page;
using Connector.Page.Content;
using Microsoft.Net.Http.Headers;

namespace Connector.Api.Http;

/// <summary>Writes the page and its parts.</summary>
internal static class PageAnswer
{
    /// <summary>What the page may do: run its own modules and talk to this server. Pictures come as blobs, since an access key travels in a header.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Writes the page in the language that its reader likes best.</summary>
    public static async Task WriteAsync(HttpContext context, PageRenderer renderer, PageView view, ConnectorAction action)
    {
        var request = context.Request;
        var wanted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1).Select(language => language.Value.ToString());
        var texts = PageTexts.For(wanted);
        var page = await renderer.RenderAsync(new PageRequest(view, action, texts, request.PathBase.ToUriComponent()), context.RequestAborted);

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;

        // Without a referrer a browser sends "Origin: null" with a form, which is nobody's.
        headers["Referrer-Policy"] = "same-origin";
        headers.ContentLanguage = texts.Language;
        headers.Vary = HeaderNames.AcceptLanguage;
        await TypedResults.Text(page, "text/html", System.Text.Encoding.UTF8).ExecuteAsync(context);
    }

    /// <summary>Writes a module or style sheet, which the browser keeps and asks for anew each time: another version has another tag.</summary>
    public static Task WriteAsync(HttpContext context, PageAsset asset)
    {
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(asset.Content, asset.ContentType, entityTag: new EntityTagHeaderValue(asset.ETag)).ExecuteAsync(context);
    }
}
