using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Connector.Sandbox.V1;

/// <summary>The headers of a generation: the body is JSON or a form, the answer is JSON or one PNG.</summary>
internal static class GenerationHeaders
{
    public const string Json = "application/json";
    public const string Png = "image/png";

    public const string Multipart = "multipart/form-data";

    public static V1Error? Refusal(HttpRequest request, string bodyType)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var contentType)
            || !contentType.MediaType.Equals(bodyType, StringComparison.OrdinalIgnoreCase))
        {
            return V1Error.BadRequest($"content-type: must be {bodyType}");
        }

        // "Leave blank for JSON, or set to 'image/png' for a PNG image."
        return Accept(request).ToLowerInvariant() is "" or "*/*" or Json or Png
            ? null
            : V1Error.BadRequest($"accept: must be one of {Json}, {Png}");
    }

    public static bool WantsPng(HttpRequest request) => Accept(request).Equals(Png, StringComparison.OrdinalIgnoreCase);

    private static string Accept(HttpRequest request) => request.Headers.Accept.ToString();
}
