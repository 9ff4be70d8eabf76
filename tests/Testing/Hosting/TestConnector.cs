using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Api.Hosting;
using Connector.Cli.Hosting;
using Connector.Fetching;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connector.Testing.Hosting;

/// <summary>The connector as a user runs it, over real Kestrel on a port of its own, with files in a folder of its own.</summary>
internal sealed class TestConnector : IAsyncDisposable
{
    public const string TextToImage = "api/actions/dreamstudio-text-to-image";
    public const string Key = "sk-test-0123456789";

    private readonly WebApplication _app;
    private readonly SandboxStandIn _sandbox;
    private readonly Func<Task<TestConnector>> _startAnother;
    private bool _stopped;
    private bool _ownsFiles = true;

    private TestConnector(SandboxStandIn sandbox, WebApplication app, TemporaryFolder files, Func<Task<TestConnector>> startAnother)
    {
        _sandbox = sandbox;
        _app = app;
        _startAnother = startAnother;
        Files = files;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public TemporaryFolder Files { get; }

    /// <summary>Every file of the folder but the records and what is kept for the operator.</summary>
    public IReadOnlyList<string> SavedFiles => [.. Files.Files.Where(file => !file.StartsWith(".records/", StringComparison.Ordinal) && !file.StartsWith("~refused/", StringComparison.Ordinal))];

    /// <summary>What is kept for the operator.</summary>
    public IReadOnlyList<string> RefusedFiles => [.. Files.Files.Where(file => file.StartsWith("~refused/", StringComparison.Ordinal))];

    /// <summary>A connector whose apps the sandbox serves.</summary>
    public static Task<TestConnector> StartAsync(params (string Name, string Value)[] settings) =>
        StartAsync(TimeProvider.System, fetcher: null, settings);

    /// <summary>The same with a clock and a fetcher of the test's.</summary>
    public static Task<TestConnector> StartAsync(TimeProvider time, GuardedFetcher? fetcher, params (string Name, string Value)[] settings) =>
        StartAsync(new TemporaryFolder(), time, fetcher, settings, adjust: null);

    /// <summary>A connector whose log a test reads or whose limits it shortens.</summary>
    public static Task<TestConnector> StartAsync(Action<WebApplicationBuilder> adjust, params (string Name, string Value)[] settings) =>
        StartAsync(TimeProvider.System, adjust, settings);

    /// <summary>The same with a clock of the test's.</summary>
    public static Task<TestConnector> StartAsync(TimeProvider time, Action<WebApplicationBuilder> adjust, params (string Name, string Value)[] settings) =>
        StartAsync(new TemporaryFolder(), time, fetcher: null, settings, adjust);

    /// <summary>The settings with which every app calls a scripted upstream.</summary>
    public static (string Name, string Value)[] Calling(ScriptedUpstream upstream, string key = Key) =>
        [.. Catalog.All.Apps.SelectMany(app => new[] { (app.BaseUrlSetting, upstream.BaseUrl.AbsoluteUri), (app.KeySetting, key) })];

    /// <summary>
    /// The settings with which nobody shares a limit: for tests whose clock leaps, since instances that share one have timers of their own,
    /// and take a leap for a store that does not answer.
    /// </summary>
    public static (string Name, string Value)[] NoLimit => [.. Catalog.All.Apps.Select(app => ($"Apps__{app.Slug}__calls_per_10_seconds", "0"))];

    /// <summary>A connector whose apps call a scripted upstream with a key.</summary>
    public static Task<TestConnector> StartAsync(ScriptedUpstream upstream, TimeProvider? time = null, params (string Name, string Value)[] settings) => StartAsync(
        time ?? TimeProvider.System,
        fetcher: null,
        [.. settings, .. Calling(upstream)]);

    /// <summary>Another instance with the same settings on the same files; dispose of it before this one, to which the files belong.</summary>
    public async Task<TestConnector> StartAnotherAsync()
    {
        var another = await _startAnother();
        another._ownsFiles = false;
        return another;
    }

    /// <summary>Stops the instance and leaves its files.</summary>
    public async Task StopAsync()
    {
        if (!_stopped)
        {
            _stopped = true;
            await _app.DisposeAsync();
            await _sandbox.DisposeAsync();
        }
    }

    public async Task<(HttpResponseMessage Response, JsonNode Body)> PostAsync(
        string json, string? accept = null, string path = TextToImage, string? idempotencyKey = null, string? prefer = null)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (accept is not null)
        {
            request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        if (prefer is not null)
        {
            request.Headers.Add("Prefer", prefer);
        }

        var response = await Http.SendAsync(request);
        return (response, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>Stores a file and returns its path.</summary>
    public Task<string> UploadAsync(byte[] file, string contentType = ExampleCalls.AnyFile) => Http.UploadAsync(file, contentType);

    public async Task<JsonNode> GetJsonAsync(string path) => JsonNode.Parse(await Http.GetStringAsync(new Uri(path, UriKind.Relative)))!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await StopAsync();
        if (_ownsFiles)
        {
            Files.Dispose();
        }
    }

    private static async Task<TestConnector> StartAsync(
        TemporaryFolder files, TimeProvider time, GuardedFetcher? fetcher, (string Name, string Value)[] settings, Action<WebApplicationBuilder>? adjust)
    {
        var configuration = new ConfigurationBuilder()

            // Few tests look at a picture, and those that do say so.
            .AddInMemoryCollection([new("Storage:Root", files.Path), new("Sandbox:Coarse", "true")])
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)))
            .Build();
        var sandbox = await SandboxStandIn.StartAsync(configuration, DevelopersMachine.IsThis(configuration), time, CancellationToken.None);
        var app = ConnectorHost.Build(configuration, sandbox, ["http://127.0.0.1:0"], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(time);
            if (fetcher is not null)
            {
                builder.Services.AddSingleton(fetcher);
            }

            adjust?.Invoke(builder);
        });
        await app.StartAsync();
        return new TestConnector(sandbox, app, files, () => StartAsync(files, time, fetcher, settings, adjust));
    }
}
