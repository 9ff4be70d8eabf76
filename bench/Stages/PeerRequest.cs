using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Connector.Benchmarks.Stages;

/// <summary>The upstream requests of the typical calls as a connector writes them that knows one endpoint only, unchecked.</summary>
internal static class PeerRequest
{
    private static readonly string[] Numbers = ["width", "height", "cfg_scale", "steps", "samples", "seed"];

    public static HttpRequestMessage OfJson(JsonNode given)
    {
        var body = new JsonObject
        {
            ["text_prompts"] = new JsonArray(
                new JsonObject { ["text"] = (string)given["prompt"]!, ["weight"] = 1 },
                new JsonObject { ["text"] = (string)given["negative_prompt"]!, ["weight"] = -1 }),
            ["style_preset"] = (string)given["style_preset"]!,
        };
        foreach (var name in Numbers)
        {
            body[name] = (double)given[name]!;
        }

        return Request("/v1/generation/stable-diffusion-xl-1024-v1-0/text-to-image", new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));
    }

    public static HttpRequestMessage OfForm(JsonNode given)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in given.AsObject())
        {
            form.Add(new StringContent(value!.ToString()), name);
        }

        return Request("/v2beta/stable-image/generate/core", form);
    }

    private static HttpRequestMessage Request(string path, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(TypicalCall.Upstream, path)) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("image/*"));
        return request;
    }
}
