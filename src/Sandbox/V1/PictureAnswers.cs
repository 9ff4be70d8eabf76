using System.Globalization;
using System.Text.Json;
using Connector.Sandbox.Triggers;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.V1;

/// <summary>The two forms of a generation's answer.</summary>
internal static class PictureAnswers
{
    private const int Base64Segment = 48 * 1024;

    public static async Task AnswerPngAsync(HttpContext context, Artifact artifact, CancellationToken cancellationToken)
    {
        var png = artifact.ToPng(cancellationToken);
        SetPngHeaders(context.Response, artifact, png.Length);
        await context.Response.Body.WriteAsync(png, cancellationToken);
    }

    /// <summary>The finish reason and the seed are headers of a PNG answer only; JSON has them in its artifacts.</summary>
    public static void SetPngHeaders(HttpResponse response, Artifact artifact, int length)
    {
        response.ContentType = GenerationHeaders.Png;
        response.ContentLength = length;
        response.Headers["Finish-Reason"] = artifact.FinishReason;
        response.Headers["Seed"] = artifact.Order.Seed.ToString(CultureInfo.InvariantCulture);
    }

    public static Task AnswerJsonAsync(HttpContext context, IEnumerable<Artifact> artifacts, CancellationToken cancellationToken)
    {
        context.Response.ContentType = GenerationHeaders.Json;
        return WriteJsonAsync(context.Response.Body, artifacts, cancellationToken);
    }

    /// <summary>The half of an answer that promises the whole.</summary>
    public static async Task AnswerHalfAsync(
        HttpContext context, IEnumerable<Artifact> artifacts, bool wantsPng, CancellationToken cancellationToken)
    {
        if (wantsPng)
        {
            var artifact = artifacts.Single();
            var png = artifact.ToPng(cancellationToken);
            SetPngHeaders(context.Response, artifact, png.Length);
            await Misbehaviour.AnswerHalfAsync(context, png, cancellationToken);
            return;
        }

        using var json = new MemoryStream();
        await WriteJsonAsync(json, artifacts, cancellationToken);
        context.Response.ContentType = GenerationHeaders.Json;
        await Misbehaviour.AnswerHalfAsync(context, json.ToArray(), cancellationToken);
    }

    /// <summary>
    /// Writes <c>{"artifacts": [...]}</c> (the document says a bare array, the real API never did), one picture after the other.
    /// </summary>
    public static async Task WriteJsonAsync(Stream body, IEnumerable<Artifact> artifacts, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteStartArray("artifacts");
        foreach (var artifact in artifacts)
        {
            json.WriteStartObject();
            json.WritePropertyName("base64");
            var png = artifact.ToPng(cancellationToken);
            for (var start = 0; start < png.Length; start += Base64Segment)
            {
                var length = Math.Min(Base64Segment, png.Length - start);
                json.WriteBase64StringSegment(png.Span.Slice(start, length), isFinalSegment: start + length == png.Length);
                await json.FlushAsync(cancellationToken);
            }

            json.WriteNumber("seed", artifact.Order.Seed);
            json.WriteString("finishReason", artifact.FinishReason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }
}
