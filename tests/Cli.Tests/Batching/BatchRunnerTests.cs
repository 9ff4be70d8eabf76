using System.Collections.Concurrent;
using Connector.Actions;
using Connector.Cli.Backends;
using Connector.Cli.Batching;
using Connector.Failures;
using Connector.Testing;
using Microsoft.AspNetCore.Http;

namespace Connector.Cli.Tests.Batching;

/// <summary>Rows on their way to a server that does not answer at once.</summary>
public sealed class BatchRunnerTests : IDisposable
{
    private const string Receipt = """{ "summary": "Drawn.", "credits": 3, "request_id": "1", "sandbox": false }""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(429, ErrorCodes.RateLimited, true)]
    [InlineData(503, ErrorCodes.RunInProgress, true)]
    [InlineData(502, ErrorCodes.UpstreamError, false)]
    [InlineData(403, ErrorCodes.ContentModeration, false)]
    public async Task A_row_that_is_told_to_come_later_comes_again_with_the_same_key_and_another_has_failed(int status, string code, bool comesAgain)
    {
        var calls = 0;
        await using var server = await ScriptedUpstream.StartAsync(context => Interlocked.Increment(ref calls) == 1
            ? WriteAsync(context, status, $$"""{ "status": {{status}}, "code": "{{code}}", "detail": "No.", "request_id": "1", "retry_after": 0, "may_have_been_charged": false }""", ProblemDocument.ContentType)
            : WriteAsync(context, 200, Receipt, "application/json"));

        var (standing, stopped) = await RunAsync(server, "A cliff");

        Assert.Null(stopped);
        Assert.Equal(comesAgain ? (1, 0, 3m) : (0, 1, 0m), (standing.Succeeded, standing.Failed, standing.Credits));
        Assert.Equal(comesAgain ? 2 : 1, server.Requests.Count);
        Assert.Single(server.Requests.Select(request => request.Headers["Idempotency-Key"]).Distinct());
    }

    [Fact]
    public async Task No_more_calls_are_on_their_way_than_were_asked_for()
    {
        var (now, most) = (0, new ConcurrentBag<int>());
        await using var server = await ScriptedUpstream.StartAsync(async context =>
        {
            most.Add(Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
            await WriteAsync(context, 200, Receipt, "application/json");
        });

        var (standing, _) = await RunAsync(server, [.. Enumerable.Range(1, 60).Select(row => $"Row {row}")]);

        Assert.Equal((60, 60, 180m, 0), (standing.Done, standing.Succeeded, standing.Credits, standing.OnTheirWay));
        Assert.InRange(most.Max(), 1, 3);
        Assert.Equal(60, server.Requests.Select(request => request.Headers["Idempotency-Key"]).Distinct().Count());
    }

    private static Task WriteAsync(HttpContext context, int status, string body, string contentType)
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, contentType);
        return context.Response.WriteAsync(body, context.RequestAborted);
    }

    private async Task<(BatchStanding Standing, Exception? Stopped)> RunAsync(ScriptedUpstream server, params string[] prompts)
    {
        var file = Path.Combine(_folder.Path, "rows.csv");
        await File.WriteAllLinesAsync(file, prompts.Prepend("prompt"));
        using var client = new ServerClient(new ServerAddress(server.BaseUrl, Key: null));
        await using var results = await BatchResults.OpenAsync($"{file}.results.jsonl", "stability-generate-core", "here", mayDoubt: false, TimeProvider.System, CancellationToken.None);
        var order = new BatchOrder(Parallel: 3, Folder: null, RetryFailed: false, RetryUncertain: false);
        var runner = new BatchRunner(new ServerBackend(client, TimeProvider.System), results, order, TimeProvider.System, _ => { });
        return await runner.RunAsync(new BatchSource(Catalog.All.Find("stability-generate-core"), file, new Dictionary<string, string>()), CancellationToken.None);
    }
}
