using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit.Abstractions;

namespace Connector.Api.Tests.Abuse;

/// <summary>
/// Hostile requests by the hundred; FUZZ_REQUESTS sets how many, FUZZ_SEED another start. A failure names its seed and number.
/// </summary>
[Collection(nameof(WholeMachine))]
public class FuzzTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly int _count = (int)Number("FUZZ_REQUESTS", otherwise: 400);
    private readonly ulong _seed = Number("FUZZ_SEED", otherwise: 7);
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly ConcurrentDictionary<int, int> _statuses = new();

    [Fact]
    public async Task No_request_makes_the_connector_fail_hang_or_leave_anything_behind()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(AnswerAsync);

        // Nobody waits for a place in the pace of the key: 429 is an answer too.
        await using var connector = await TestConnector.StartAsync(upstream, settings: [("Upstream__QueueSeconds", "0")]);
        var requests = await HostileRequests.CreateAsync(connector);
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1 };
        using var http = new HttpClient(handler) { BaseAddress = connector.Http.BaseAddress };

        await Parallel.ForEachAsync(Enumerable.Range(0, _count), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, _) =>
        {
            var request = requests.Create(_seed, number);
            if (await SendAsync(http, request) is { } wrong)
            {
                _wrong.Enqueue($"FUZZ_SEED={_seed}, request {number}: {wrong}{Environment.NewLine}{request}");
            }
        });

        output.WriteLine($"{_count} requests: {string.Join(", ", _statuses.OrderBy(status => status.Key).Select(status => $"{status.Value} x {status.Key}"))}; {upstream.Requests.Count} reached upstream");
        Assert.True(_wrong.IsEmpty, $"{_wrong.Count} wrong:{Environment.NewLine}{string.Join(Environment.NewLine, _wrong.Take(10))}");
        Assert.True(_statuses.ContainsKey(200) && _statuses.ContainsKey(400), "Some are to pass and some to be refused.");
        Assert.NotEmpty(upstream.Requests);
        Assert.Empty(WholeMachine.SpooledFiles);
        Assert.DoesNotContain(connector.Files.Files, file => Path.GetFileName(file).StartsWith('.'));
    }

    /// <summary>What is wrong with the answer; null for nothing.</summary>
    private async Task<string?> SendAsync(HttpClient http, HostileRequest request)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            using var message = request.ToMessage(http.BaseAddress!);
            using var answer = await http.SendAsync(message, limit.Token);
            var body = await answer.Content.ReadAsStringAsync(limit.Token);
            var status = (int)answer.StatusCode;
            _statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
            return status == 500 ? body
                : status < 400 || IsProblem(answer, body, request.Method) || IsKestrels(answer) ? null
                : $"{status} without a problem document: {body}";
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return exception.ToString();
        }
    }

    private static bool IsProblem(HttpResponseMessage answer, string body, string method) =>
        answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
        && (method == "HEAD" || JsonNode.Parse(body)!["status"]!.GetValue<int>() == (int)answer.StatusCode);

    /// <summary>Kestrel refuses what is not HTTP before anything of ours sees it, with a bare status.</summary>
    private static bool IsKestrels(HttpResponseMessage answer) =>
        answer.Content.Headers.ContentLength == 0 && !answer.Headers.Contains("X-Request-Id") && (int)answer.StatusCode < 500;

    /// <summary>A job's id or an account where JSON is wanted, a picture otherwise.</summary>
    private static Task AnswerAsync(HttpContext context)
    {
        var wantsJson = context.Request.Headers.Accept.ToString().Contains("json", StringComparison.Ordinal);
        context.Response.ContentType = wantsJson ? "application/json" : "image/png";
        return context.Response.Body.WriteAsync(wantsJson ? "{\"id\": \"1234\"}"u8.ToArray() : ExampleStore.Png, context.RequestAborted).AsTask();
    }

    private static ulong Number(string variable, ulong otherwise) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
