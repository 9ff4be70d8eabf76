using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;

namespace Connector.Testing.Hosting;

/// <summary>Bodies that work, for every action of a connector that the sandbox serves, however it is hosted.</summary>
internal static class ExampleCalls
{
    public const string AnyFile = "application/octet-stream";

    /// <summary>The action's example, its files stored and the job that it fetches begun.</summary>
    public static async Task<JsonObject> ExampleAsync(this HttpClient http, ConnectorAction action)
    {
        var body = await Examples.ForAsync(action);
        var files = action.Parameters.OfType<FileParameter>().ToList();
        // Several may have to be of one size, and tests put others in their places.
        var picture = files is [{ Sizes: null }] ? ExampleStore.SmallPng : ExampleStore.Png;
        foreach (var file in files.Where(file => body.ContainsKey(file.Name)))
        {
            body[file.Name] = await http.UploadAsync(file.Image is null && file.Noun == "audio" ? ExampleStore.Wav : picture);
        }

        if (action.Output is MediaOutput { Wait: { } wait })
        {
            body[wait.Id.Name] = await http.StartJobAsync(action);
            body.Remove(wait.Seconds.Name);
        }

        return body;
    }

    /// <summary>Stores a file and returns its path.</summary>
    public static async Task<string> UploadAsync(this HttpClient http, byte[] file, string contentType = AnyFile)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return (await http.SendAsync("api/files", content))["path"]!.GetValue<string>();
    }

    /// <summary>Begins a run that nobody waits for, and returns where to look for it.</summary>
    public static async Task<Uri> StartRunAsync(this HttpClient http, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Prefer", "respond-async");
        using var response = await http.SendAsync(request);
        return response.StatusCode == HttpStatusCode.Accepted
            ? response.Headers.Location!
            : throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
    }

    private static async Task<string> StartJobAsync(this HttpClient http, ConnectorAction fetching)
    {
        var job = fetching.Endpoint.Template.Contains("audio", StringComparison.Ordinal) ? "stability-stable-audio-text-to-audio" : "stability-upscale-creative";
        using var content = new StringContent((await http.ExampleAsync(Catalog.All.Find(job))).ToJsonString(), Encoding.UTF8, "application/json");
        return (await http.SendAsync($"api/actions/{job}", content))["id"]!.GetValue<string>();
    }

    /// <summary>Posts what has to work.</summary>
    public static async Task<JsonNode> SendAsync(this HttpClient http, string path, HttpContent content)
    {
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException(text);
    }
}
