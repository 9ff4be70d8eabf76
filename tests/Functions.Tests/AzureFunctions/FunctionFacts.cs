using System.Net.Http.Headers;
using System.Text;
using Connector.Declaration;
using Connector.Functions.Tests.Hosting;
using Connector.Testing;

namespace Connector.Functions.Tests.AzureFunctions;

/// <summary>A function with a route as a host reads it out of what the connector ships.</summary>
public sealed record FunctionFacts(string Name, string Route, string AuthLevel, string Methods)
{
    private const string ActionRoute = "actions/";

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
        .Replace("{id}", Route.Contains("{id}", StringComparison.Ordinal) ? await StartRunAsync(http) : "", StringComparison.Ordinal)
        .Replace("{*path}", Route.Contains("{*path}", StringComparison.Ordinal) ? await http.UploadAsync(ExampleStore.Png) : "", StringComparison.Ordinal);

    /// <summary>A job that stays as it is: no host carries it on.</summary>
    private static async Task<string> StartRunAsync(HttpClient http)
    {
        using var content = new StringContent("""{"prompt": "A lighthouse"}""", Encoding.UTF8, "application/json");
        return (await http.StartRunAsync("api/actions/dreamstudio-text-to-image", content)).Segments[^1];
    }

    private async Task<HttpContent?> BodyAsync(HttpClient http, string method)
    {
        if (method != "post")
        {
            return null;
        }

        if (Route.StartsWith(ActionRoute, StringComparison.Ordinal))
        {
            var example = await http.ExampleAsync(Catalog.All.Find(Route[ActionRoute.Length..]));
            return new StringContent(example.ToJsonString(), Encoding.UTF8, "application/json");
        }

        var file = new ByteArrayContent(ExampleStore.Png);
        file.Headers.ContentType = new MediaTypeHeaderValue(ExampleCalls.AnyFile);
        return file;
    }
}
