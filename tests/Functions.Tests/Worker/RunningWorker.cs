using System.Text;
using System.Text.Json.Nodes;
using Connector.FunctionsHost;
using Connector.Records;
using Connector.Testing.Hosting;

namespace Connector.Functions.Tests.Worker;

/// <summary>A worker behind its host.</summary>
public sealed class RunningWorker : IAsyncDisposable
{
    internal RunningWorker(WorkerHost host, IRecordStore records, JobMessages jobs) =>
        (Host, Records, Jobs, Http) = (host, records, jobs, host.CreateClient());

    /// <summary>The host, and the process.</summary>
    public WorkerHost Host { get; }

    /// <summary>The records in its container.</summary>
    public IRecordStore Records { get; }

    /// <summary>Calls its functions.</summary>
    public HttpClient Http { get; }

    /// <summary>Its job queue.</summary>
    internal JobMessages Jobs { get; }

    /// <summary>A call of an action.</summary>
    public static HttpRequestMessage Call(string path, string json = """{"prompt": "A lighthouse"}""", string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(json) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return request;
    }

    /// <summary>Begins a job; returns where to look for it.</summary>
    public async Task<Uri> StartJobAsync(string path, string json = """{"prompt": "A lighthouse"}""")
    {
        using var content = Json(json);
        return await Http.StartRunAsync(path, content);
    }

    /// <summary>Gets what is JSON.</summary>
    public async Task<JsonNode> GetJsonAsync(Uri url, CancellationToken cancellationToken) => JsonNode.Parse(await Http.GetStringAsync(url, cancellationToken))!;

    /// <summary>Waits until the worker has heard that it is to stop.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => Host.Log.WaitAsync(
        entry => entry.Message.StartsWith("Application is shutting down", StringComparison.Ordinal), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
