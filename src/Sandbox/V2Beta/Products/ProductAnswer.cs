using System.Globalization;
using System.Text.Json;
using Connector.Sandbox.Pictures;
using Connector.Sandbox.Triggers;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.V2Beta.Products;

/// <summary>Answers with a product: its bytes, or JSON that holds them in base64.</summary>
/// <param name="encoder">Draws pictures.</param>
/// <param name="hasFacts">Whether the headers of bytes tell the finish reason and the seed.</param>
internal sealed class ProductAnswer(PictureEncoder encoder, bool hasFacts)
{
    public async Task AnswerAsync(HttpContext context, ProductOrder order, bool wantsJson, Trigger trigger, CancellationToken cancellationToken)
    {
        var isJson = wantsJson && order.JsonName is not null;
        var contentType = isJson ? $"application/json; type={order.MediaType}" : order.MediaType;
        if (trigger == Trigger.Malformed)
        {
            await Misbehaviour.AnswerMalformedAsync(context, contentType, $"{{\"{order.JsonName}\":", cancellationToken);
            return;
        }

        var product = (trigger == Trigger.Filtered ? order.Filtered() : order).Make(encoder, cancellationToken);
        var body = isJson ? Json(product, order.JsonName!) : product.Content;
        var response = context.Response;
        response.ContentType = contentType;
        if (hasFacts && !isJson && order.JsonName is not null)
        {
            response.Headers["finish-reason"] = product.FinishReason;
            response.Headers["seed"] = product.Seed.ToString(CultureInfo.InvariantCulture);
        }

        if (trigger == Trigger.Cut)
        {
            await Misbehaviour.AnswerHalfAsync(context, body, cancellationToken);
            return;
        }

        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, cancellationToken);
    }

    private static ReadOnlyMemory<byte> Json(Product product, string name)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteBase64String(name, product.Content.Span);
            json.WriteNumber("seed", product.Seed);
            json.WriteString("finish_reason", product.FinishReason);
            json.WriteEndObject();
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
