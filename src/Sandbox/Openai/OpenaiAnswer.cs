using System.Text.Json;
using Connector.Sandbox.Pictures;
using Connector.Sandbox.Triggers;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.Openai;

/// <summary>Answers with images: <c>{created, data: [{b64_json} or {url}], …}</c>, with usage where the model counts tokens.</summary>
internal sealed class OpenaiAnswer(OpenaiPictures pictures, PictureEncoder encoder, TimeProvider time)
{
    private const int TokensPerImage = 1056;
    private const int CharactersPerToken = 4;

    public async Task AnswerAsync(HttpContext context, OpenaiOrder order, Trigger trigger, CancellationToken cancellationToken)
    {
        if (trigger == Trigger.Malformed)
        {
            await Misbehaviour.AnswerMalformedAsync(context, "application/json", "{\"created\":1,\"data\":[{\"b64_json\":", cancellationToken);
            return;
        }

        context.Response.ContentType = "application/json";
        if (trigger == Trigger.Cut)
        {
            using var whole = new MemoryStream();
            await WriteAsync(context.Request, whole, order, cancellationToken);
            await Misbehaviour.AnswerHalfAsync(context, whole.ToArray(), cancellationToken);
            return;
        }

        await WriteAsync(context.Request, context.Response.Body, order, cancellationToken);
    }

    private async Task WriteAsync(HttpRequest request, Stream body, OpenaiOrder order, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteNumber("created", time.GetUtcNow().ToUnixTimeSeconds());
        json.WriteStartArray("data");
        for (var index = 0; index < order.Count; index++)
        {
            var picture = order.Draw(index, encoder, cancellationToken);
            json.WriteStartObject();
            if (order.IsBase64)
            {
                json.WriteBase64String("b64_json", picture);
            }
            else
            {
                json.WriteString("url", $"{request.Scheme}://{request.Host}{OpenaiApi.PicturesPath}/{pictures.Add(picture)}");
            }

            if (order.Model.Id == "dall-e-3")
            {
                json.WriteString("revised_prompt", $"{order.Prompt}, in detail");
            }

            json.WriteEndObject();
            await json.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
        if (order.Model.IsGpt)
        {
            WriteFacts(json, order);
        }

        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static void WriteFacts(Utf8JsonWriter json, OpenaiOrder order)
    {
        json.WriteString("background", order.IsTransparent ? "transparent" : "opaque");
        json.WriteString("output_format", order.Format);
        json.WriteString("quality", order.Quality);
        json.WriteString("size", order.Size);
        var (text, images, made) = ((order.Prompt.Length / CharactersPerToken) + 1, order.Files * TokensPerImage, order.Count * TokensPerImage);
        json.WriteStartObject("usage");
        json.WriteNumber("total_tokens", text + images + made);
        json.WriteNumber("input_tokens", text + images);
        json.WriteNumber("output_tokens", made);
        json.WriteStartObject("input_tokens_details");
        json.WriteNumber("text_tokens", text);
        json.WriteNumber("image_tokens", images);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
