using System.Text;

namespace Connector.Sandbox.Tests.Support;

/// <summary>An HTTP client that speaks to a sandbox.</summary>
public sealed class SandboxClient(SandboxServer server) : IDisposable
{
    /// <summary>The engine with the smallest pictures, which are drawn the quickest.</summary>
    public const string SmallEngine = "stable-diffusion-xl-beta-v2-2-2";

    private readonly HttpClient _http = new() { BaseAddress = server.BaseUrl };

    public static string Body(string prompt, string more = "\"width\":128,\"height\":128") =>
        "{\"text_prompts\":[{\"text\":\"" + prompt + "\"}]" + (more.Length == 0 ? "" : "," + more) + "}";

    public static HttpRequestMessage Get(string path, string? key = SandboxServer.Key) => Request(HttpMethod.Get, path, key);

    public static HttpRequestMessage Generation(
        string body, string engine = SmallEngine, string? accept = null, string? key = SandboxServer.Key)
    {
        var request = Request(HttpMethod.Post, $"v1/generation/{engine}/text-to-image", key);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return request;
    }

    /// <summary>A POST of a form; a value is a text or the bytes of a file.</summary>
    public static HttpRequestMessage Form(
        string path, IEnumerable<(string Name, object Value)> fields, string? accept = null, string? key = SandboxServer.Key)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            if (value is byte[] file)
            {
                form.Add(new ByteArrayContent(file), $"\"{name}\"", "\"file\"");
            }
            else
            {
                form.Add(new StringContent((string)value), $"\"{name}\"");
            }
        }

        var request = Request(HttpMethod.Post, path, key);
        request.Content = form;
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return request;
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        using (request)
        using (var response = await _http.SendAsync(request, cancellationToken))
        {
            return await Answer.ReadAsync(response, cancellationToken);
        }
    }

    /// <summary>Answers as soon as the headers are there; the body is still to be read.</summary>
    public Task<HttpResponseMessage> SendForHeadersAsync(HttpRequestMessage request, CancellationToken cancellationToken = default) =>
        _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public Task<Answer> GenerateAsync(
        string body, string engine = SmallEngine, string? accept = null, string? key = SandboxServer.Key) =>
        SendAsync(Generation(body, engine, accept, key));

    public async Task<double> CreditsAsync(string key = SandboxServer.Key) =>
        (await SendAsync(Get("v1/user/balance", key))).Json.GetProperty("credits").GetDouble();

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(HttpMethod method, string path, string? key)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        }

        return request;
    }
}
