using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.V1;

/// <summary>Answers of status 200 that no client should take for a picture.</summary>
internal static class Misbehaviour
{
    /// <summary>A page, as a captive portal or a proxy sends it.</summary>
    public static Task AnswerPageAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync("<!doctype html><title>Sandbox</title><p>This is a page, not a picture.", cancellationToken);
    }

    public static Task AnswerMalformedAsync(HttpContext context, bool wantsPng, CancellationToken cancellationToken)
    {
        context.Response.ContentType = wantsPng ? GenerationHeaders.Png : GenerationHeaders.Json;
        return context.Response.WriteAsync(wantsPng ? "This is a text, not a picture." : "{\"artifacts\":[{\"base64\":", cancellationToken);
    }

    /// <summary>
    /// Half of what Content-Length promises. Kestrel closes the connection when an answer stays short of its Content-Length; an
    /// explicit abort could also drop what was written before it, so that the client would not even see the headers.
    /// </summary>
    public static async Task AnswerHalfAsync(
        HttpContext context, IEnumerable<Artifact> artifacts, bool wantsPng, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body;
        if (wantsPng)
        {
            var artifact = artifacts.Single();
            body = artifact.ToPng(cancellationToken);
            PictureAnswers.SetPngHeaders(context.Response, artifact, body.Length);
        }
        else
        {
            using var json = new MemoryStream();
            await PictureAnswers.WriteJsonAsync(json, artifacts, cancellationToken);
            body = json.ToArray();
            context.Response.ContentType = GenerationHeaders.Json;
            context.Response.ContentLength = body.Length;
        }

        await context.Response.Body.WriteAsync(body[..(body.Length / 2)], cancellationToken);
    }
}
