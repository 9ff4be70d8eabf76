using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using Connector.Declaration;
using Connector.Input;

namespace Connector.Upstream;

/// <summary>Writes an input as the upstream request that its declaration describes.</summary>
internal static class RequestEncoder
{
    public static HttpRequestMessage Encode(ActionInput input, Uri baseUrl)
    {
        var action = input.Action;
        var path = string.Concat(action.Endpoint.Path.Select(part => part.Text ?? PathValue(input, part.Parameter!)));
        var request = new HttpRequestMessage(action.Endpoint.Method, Combine(baseUrl, path)) { Content = JsonBody(input) };

        // v1, invalid_samples: "Sample count may only be greater than 1 when the accept header is set to application/json".
        request.Headers.Accept.ParseAdd(action.CountImages(input) > 1 ? "application/json" : action.Output.MediaType);
        return request;
    }

    public static Uri Combine(Uri baseUrl, string path) => new(baseUrl.AbsoluteUri.TrimEnd('/') + path);

    /// <summary>A path has no room for omission, so here alone a default is sent.</summary>
    private static string PathValue(ActionInput input, Parameter parameter) =>
        Uri.EscapeDataString(parameter.ToText(input.Values.Of([parameter]).Select(given => given.Value).FirstOrDefault() ?? parameter.DefaultValue!));

    private static ByteArrayContent JsonBody(ActionInput input)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (parameter, value) in input.BodyValues())
            {
                writer.WritePropertyName(parameter.WireName);
                parameter.WriteJson(writer, value);
            }

            writer.WriteEndObject();
        }

        var content = new ByteArrayContent(buffer.WrittenSpan.ToArray());

        // Without a charset: "application/json; charset=UTF-8" was refused by v1 (rest-api-support issue 31).
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
