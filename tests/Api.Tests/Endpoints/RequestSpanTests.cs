using System.Collections.Concurrent;
using System.Diagnostics;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>The server's span of a request, as a collector is told it.</summary>
public sealed class RequestSpanTests : IDisposable
{
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ActivityListener _listener;

    public RequestSpanTests()
    {
        _listener = new ActivityListener
        {
            // Other tests run at the same time: only what belongs to this one's trace is kept.
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> span) =>
                span.TraceId == _trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                _spans.Enqueue(span);
                _ended.TrySetResult();
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData("api/files/secret-path.png?secret=query", "GET /api/files/{*path}", 400)]
    [InlineData("api/secret-path", "GET", 404)]
    [InlineData("api/actions/secret-action", "GET /api/actions/{name}", 404)]
    public async Task It_has_the_route_and_nothing_that_the_caller_wrote(string path, string name, int status)
    {
        await using var connector = await TestConnector.StartAsync();

        using var answer = await SendAsync(connector, path);

        var span = Assert.Single(_spans);
        Assert.Equal((name, ActivityKind.Server, status), (span.DisplayName, span.Kind, span.GetTagItem("http.response.status_code")));
        Assert.Equal("GET", span.GetTagItem("http.request.method"));
        Assert.DoesNotContain("secret", string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key} {tag.Value}")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_sandbox_has_none_and_the_run_belongs_to_the_callers_trace()
    {
        await using var connector = await TestConnector.StartAsync();
        using var recorded = new TelemetryRecorder();
        using var request = new HttpRequestMessage(HttpMethod.Post, TestConnector.TextToImage) { Content = new StringContent("""{"prompt": "x"}""", System.Text.Encoding.UTF8, "application/json") };

        using var answer = await SendAsync(connector, request);

        var span = Assert.Single(_spans);
        Assert.Equal("POST /api/actions/{name}", span.DisplayName);
        Assert.Equal("dreamstudio-text-to-image", recorded.ChildOf(span).DisplayName);
    }

    [Fact]
    public async Task That_of_a_probe_is_not_kept()
    {
        await using var connector = await TestConnector.StartAsync();

        using var answer = await SendAsync(connector, "api/health/live");

        Assert.False(Assert.Single(_spans).Recorded);
    }

    private Task<HttpResponseMessage> SendAsync(TestConnector connector, string path) => SendAsync(connector, new HttpRequestMessage(HttpMethod.Get, path));

    private async Task<HttpResponseMessage> SendAsync(TestConnector connector, HttpRequestMessage request)
    {
        request.Headers.Add("traceparent", $"00-{_trace}-{ActivitySpanId.CreateRandom()}-01");
        request.Headers.Add("User-Agent", "secret-program");
        var answer = await connector.Http.SendAsync(request);

        // It ends after the answer has been sent.
        await _ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return answer;
    }
}
