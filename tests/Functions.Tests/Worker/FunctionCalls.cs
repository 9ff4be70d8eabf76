using System.Net.Http.Headers;
using System.Text;
using Connector.Actions;
using Connector.Api.Endpoints;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Functions.Tests.Worker;

/// <summary>Calls of functions that work.</summary>
internal static class FunctionCalls
{
    private const string ActionRoute = "actions/";
    private const string Action = "dreamstudio-text-to-image";
    private const string Job = "stability-upscale-creative";
    private const string BatchBody = """{"action": "dreamstudio-get-balance", "inputs": [{}]}""";
    private const string SubscriptionBody = """{"callback_url": "https://flows.example/hook", "events": ["batch.ended"]}""";
    private const string McpBody = """{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}""";

    /// <summary>Calls the route as somebody whose key the host has let through.</summary>
    /// <param name="http">Reaches the host.</param>
    /// <param name="function">The function.</param>
    /// <param name="method">One of its methods.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<HttpResponseMessage> CallAsync(this HttpClient http, HttpFunction function, string method, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), await http.PathAsync(function.Route) + (function.Name == "delete-files" ? "?before=2026-01-01" : ""))
        {
            Content = method == "post" ? await http.BodyAsync(function.Route) : null,
        };
        return await http.SendAsync(request, cancellationToken);
    }

    private static async Task<string> PathAsync(this HttpClient http, string route) => $"{HttpFunction.RoutePrefix}/" + route
        .Replace("{app}", "dreamstudio", StringComparison.Ordinal)
        .Replace("{list}", "engines", StringComparison.Ordinal)
        .Replace("{name}", Action, StringComparison.Ordinal)
        .Replace("{id}", route.Contains("{id}", StringComparison.Ordinal) ? await http.IdAsync(route) : "", StringComparison.Ordinal)
        .Replace("{part}", "gallery", StringComparison.Ordinal)
        .Replace("{*path}", route.Contains("{*path}", StringComparison.Ordinal) ? await http.FileAsync(route) : "", StringComparison.Ordinal);

    /// <summary>A stored file, or one that has a recipe.</summary>
    private static async Task<string> FileAsync(this HttpClient http, string route) => route.StartsWith("recipes", StringComparison.Ordinal)
        ? (await http.SendAsync($"api/{ActionRoute}{Action}", await http.ExampleOfAsync(Action)))["path"]!.GetValue<string>()
        : await http.UploadAsync(ExampleStore.Png);

    /// <summary>A job that upstream works on, a batch, or a subscription.</summary>
    private static async Task<string> IdAsync(this HttpClient http, string route)
    {
        var begun = route.StartsWith("batches", StringComparison.Ordinal) ? await http.SendAsync("api/batches", Json(BatchBody))
            : route.StartsWith("subscriptions", StringComparison.Ordinal) ? await http.SendAsync("api/subscriptions", Json(SubscriptionBody))
            : await http.SendAsync($"api/actions/{Job}", await http.ExampleOfAsync(Job));
        return (begun["batch_id"] ?? begun["job_url"] ?? begun["subscription_url"])!.GetValue<string>().Split('/')[^1];
    }

    private static async Task<HttpContent> BodyAsync(this HttpClient http, string route)
    {
        if (route.StartsWith(ActionRoute, StringComparison.Ordinal))
        {
            return await http.ExampleOfAsync(route.Split('/')[1].Replace("{name}", Action, StringComparison.Ordinal));
        }

        if (route is "batches" or "mcp" or "subscriptions")
        {
            return Json(route switch { "mcp" => McpBody, "batches" => BatchBody, _ => SubscriptionBody });
        }

        return new ByteArrayContent(ExampleStore.Png) { Headers = { ContentType = new MediaTypeHeaderValue(ExampleCalls.AnyFile) } };
    }

    private static async Task<StringContent> ExampleOfAsync(this HttpClient http, string action) =>
        Json((await http.ExampleAsync(Catalog.All.Find(action))).ToJsonString());

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
