using System.Net.Http.Headers;
using System.Text;
using Connector.Declaration;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Functions.Tests.AzureFunctions;

/// <summary>A function with a route as a host reads it out of what the connector ships.</summary>
public sealed record FunctionFacts(string Name, string Route, string AuthLevel, string Methods)
{
    private const string ActionRoute = "actions/";
    private const string Job = "stability-upscale-creative";
    private const string BatchBody = """{"action": "dreamstudio-get-balance", "inputs": [{}]}""";
    private const string McpBody = """{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}""";

    /// <summary>Calls the route as somebody whose key the host has let through, with each of its methods.</summary>
    internal async Task<IReadOnlyList<HttpResponseMessage>> CallAsync(HttpClient http)
    {
        var answers = new List<HttpResponseMessage>();
        foreach (var method in Methods.Split(' '))
        {
            using var request = new HttpRequestMessage(HttpMethod.Parse(method), await PathAsync(http)) { Content = await BodyAsync(http, method) };
            answers.Add(await http.SendAsync(request));
        }

        return answers;
    }

    private async Task<string> PathAsync(HttpClient http) => "api/" + Route
        .Replace("{app}", "dreamstudio", StringComparison.Ordinal)
        .Replace("{list}", "engines", StringComparison.Ordinal)
        .Replace("{name}", "dreamstudio-text-to-image", StringComparison.Ordinal)
        .Replace("{id}", Route.Contains("{id}", StringComparison.Ordinal) ? await IdAsync(http) : "", StringComparison.Ordinal)
        .Replace("{*path}", Route.Contains("{*path}", StringComparison.Ordinal) ? await http.UploadAsync(ExampleStore.Png) : "", StringComparison.Ordinal);

    /// <summary>A job that upstream works on, or a batch.</summary>
    private async Task<string> IdAsync(HttpClient http)
    {
        var begun = Route.StartsWith("batches", StringComparison.Ordinal)
            ? await http.SendAsync("api/batches", Json(BatchBody))
            : await http.SendAsync($"api/actions/{Job}", Json((await http.ExampleAsync(Catalog.All.Find(Job))).ToJsonString()));
        return (begun["batch_id"] ?? begun["job_url"])!.GetValue<string>().Split('/')[^1];
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private async Task<HttpContent?> BodyAsync(HttpClient http, string method)
    {
        if (method != "post")
        {
            return null;
        }

        if (Route.StartsWith(ActionRoute, StringComparison.Ordinal))
        {
            var example = await http.ExampleAsync(Catalog.All.Find(Route[ActionRoute.Length..]));
            return Json(example.ToJsonString());
        }

        if (Route is "batches" or "mcp")
        {
            return Json(Route == "mcp" ? McpBody : BatchBody);
        }

        var file = new ByteArrayContent(ExampleStore.Png);
        file.Headers.ContentType = new MediaTypeHeaderValue(ExampleCalls.AnyFile);
        return file;
    }
}
