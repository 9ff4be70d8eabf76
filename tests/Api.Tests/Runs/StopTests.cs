using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Runs;

/// <summary>A server that is asked to stop: what is in flight ends, or is let go so that nobody waits for it.</summary>
public sealed class StopTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly LocalRunStore _store = new();
    private readonly TemporaryFolder _temporary = new();

    public void Dispose()
    {
        _store.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task A_server_finishes_what_is_in_flight_and_exits_with_success()
    {
        if (OperatingSystem.IsWindows())
        {
            // No signal asks a process to stop there.
            return;
        }

        await using var upstream = await PausedUpstream.StartAsync();
        await using var server = await ServerProcess.StartAsync(upstream.Upstream, _temporary.Path, _store.Settings);
        using var http = new HttpClient { BaseAddress = server.Url };
        var run = PostAsync(http, "run");
        var job = (await PostAsync(http, "job", isJob: true)).Headers.Location!.AbsolutePath;
        await UntilAsync(() => Task.FromResult(upstream.Calls == 2));

        await server.TerminateAsync();
        await UntilAsync(() => IsDownAsync(server.Url));
        upstream.Go();
        using var answer = await run;
        Assert.Equal((HttpStatusCode.OK, 0), (answer.StatusCode, await server.ExitAsync()));

        await using var next = await TestConnector.StartAsync(upstream.Upstream, settings: _store.Settings);
        using var ended = await next.Http.GetAsync(new Uri(job, UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, 2), (ended.StatusCode, upstream.Calls));
    }

    [Fact]
    public async Task What_does_not_end_in_time_ends_as_interrupted_and_nobody_waits_for_a_lease()
    {
        await using var upstream = await PausedUpstream.StartAsync();
        string job;
        Task<HttpResponseMessage> run;
        await using (var connector = await TestConnector.StartAsync(upstream.Upstream, settings: _store.Settings))
        {
            run = PostAsync(connector.Http, "run");
            job = (await PostAsync(connector.Http, "job", isJob: true)).Headers.Location!.AbsolutePath;
            await UntilAsync(() => Task.FromResult(upstream.Calls == 2));
        }

        await Assert.ThrowsAnyAsync<Exception>(() => run);
        var frozen = new ManualTime();
        frozen.Advance(TimeProvider.System.GetUtcNow() - frozen.GetUtcNow());
        await using var next = await TestConnector.StartAsync(upstream.Upstream, frozen, _store.Settings);
        using var repeat = await PostAsync(next.Http, "run");
        using var ended = await next.Http.GetAsync(new Uri(job, UriKind.Relative));

        Assert.Equal(("run_interrupted", "run_interrupted", 2), (await CodeAsync(repeat), await CodeAsync(ended), upstream.Calls));
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string key, bool isJob = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, TestConnector.TextToImage)
        {
            Content = new StringContent("""{"prompt": "A lighthouse"}""", Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")),
            Headers = { { "Idempotency-Key", key } },
        };
        if (isJob)
        {
            request.Headers.Add("Prefer", "respond-async");
        }

        return await http.SendAsync(request);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]?.GetValue<string>();

    private static async Task<bool> IsDownAsync(Uri url)
    {
        try
        {
            // A new connection: those that are open are served on.
            using var http = new HttpClient();
            using var response = await http.GetAsync(new Uri(url, "api/health"));
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
