using System.Collections.Concurrent;
using System.Text;
using Connector.Testing.Hosting;
using Connector.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Connector.Api.Tests.Abuse;

/// <summary>After every kind of success, failure and abuse the key is nowhere but in the requests to the API it belongs to.</summary>
public class KeySweepTests
{
    private const string Key = "sk-Sweep/0123456789+abcdefghijklmnopqrstuvw==";
    private const string Prompt = """{"prompt": "A lighthouse"}""";
    private const int FuzzRequests = 100;

    /// <summary>What an upstream may answer that holds the key; v1's 401 shows its start and end.</summary>
    private static readonly Dictionary<string, RequestDelegate> Answers = new(StringComparer.Ordinal)
    {
        ["fine"] = context => AnswerAsync(context, 200, "image/png", TestPng.Create(64, 64)),
        ["masked"] = context => AnswerAsync(context, 401, "application/json", $$"""{"id": "1", "message": "Incorrect API key provided: {{Key[..7]}}*************{{Key[^4..]}}", "name": "unauthorized"}"""),
        ["shown"] = context => AnswerAsync(context, 400, "application/json", $$"""{"id": "{{Key}}", "message": "Bearer {{Key}} is bad", "name": "{{Key}}", "errors": ["key {{Key}}"]}"""),
        ["page"] = context => AnswerAsync(context, 502, "text/html", $"<html>Authorization: Bearer {Key}</html>"),
        ["failing"] = context => AnswerAsync(context, 500, "text/plain", $"stack trace with {Key}"),
        ["header"] = context =>
        {
            context.Response.Headers["x-request-id"] = Key;
            context.Response.Headers["X-Echo"] = $"Bearer {Key}";
            return AnswerAsync(context, 200, "image/png", TestPng.Create(64, 64));
        },
        ["moved"] = context =>
        {
            context.Response.Headers.Location = $"https://evil.example/?key={Uri.EscapeDataString(Key)}";
            return AnswerAsync(context, 302, "text/plain", Key);
        },
        ["malformed"] = context => AnswerAsync(context, 200, "application/json", $"{{\"artifacts\": [{Key}"),
        ["cut"] = async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync(Key);
            context.Abort();
        },
        ["job"] = context => AnswerAsync(context, 200, "application/json", $$"""{"id": "{{Key}}"}"""),
        ["list"] = context => AnswerAsync(context, 200, "application/json", $$"""[{"id": "{{Key}}", "name": "Bearer {{Key}}", "type": "PICTURE"}]"""),
        ["hanging"] = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted),
    };

    private static readonly string[] Gets =
        ["api/options/dreamstudio/engines", "api/connections/dreamstudio/test", "api/connections/stability/test", "api/connections/gateway/test", "api/connections/openai/test", "api/health", "api/actions", "api/files"];

    private static readonly string[] Actions =
        [TestConnector.TextToImage, "api/actions/stability-generate-core", "api/actions/gateway-generate-image", "api/actions/openai-generate-image", "api/actions/stability-stable-audio-text-to-audio", "api/actions/dreamstudio-get-account"];

    private readonly ConcurrentQueue<string> _answers = new();

    [Fact]
    public async Task The_key_is_in_no_log_answer_trace_or_file()
    {
        var time = new ManualTime();
        using var log = new LogLines();
        using var telemetry = new TelemetryRecorder();
        var answer = Answers["fine"];
        await using var upstream = await ScriptedUpstream.StartAsync(context => answer(context));
        await using var connector = await TestConnector.StartAsync(
            time,
            builder => builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft", LogLevel.Trace),
            [.. TestConnector.Calling(upstream, Key), ("Upstream__Retries", "0"), ("Upstream__QueueSeconds", "0")]);

        foreach (var (kind, given) in Answers)
        {
            // Beyond the window of the key's pace.
            time.Advance(TimeSpan.FromSeconds(12));
            answer = given;
            foreach (var path in Gets)
            {
                await RunAsync(kind, () => connector.Http.GetAsync(new Uri(path, UriKind.Relative)));
            }

            foreach (var path in Actions)
            {
                await RunAsync(kind, async () =>
                {
                    using var content = new StringContent(path.Contains("-get-", StringComparison.Ordinal) ? "{}" : Prompt, Encoding.UTF8, "application/json");
                    return await connector.Http.PostAsync(new Uri(path, UriKind.Relative), content);
                });
            }
        }

        answer = Answers["fine"];
        var fuzz = await HostileRequests.CreateAsync(connector);
        for (var number = 0; number < FuzzRequests; number++)
        {
            using var request = (fuzz.Create(seed: 11, number) with { Headers = [] }).ToMessage(connector.Http.BaseAddress!);
            await RecordAsync(await connector.Http.SendAsync(request));
        }

        Assert.NotEmpty(upstream.Requests);
        Assert.All(upstream.Requests, request =>
        {
            Assert.Equal($"Bearer {Key}", request.Headers["Authorization"]);
            AssertClean("the request to upstream", [request.Path, request.Body, .. request.Headers.Where(header => header.Key != "Authorization").Select(header => header.Value)]);
        });
        AssertClean("answers", _answers);
        AssertClean("the log", log.Entries);
        AssertClean("telemetry", telemetry.Everything);
        AssertClean("names of files", connector.Files.Files);
        AssertClean("files", connector.Files.Files.Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(connector.Files.Path, file)))));

        // Only a call to upstream waits; what does not call it answers at once.
        async Task RunAsync(string kind, Func<Task<HttpResponseMessage>> send)
        {
            var late = time.WaitOf(TimeSpan.FromSeconds(100));
            var sent = send();
            if (kind == "hanging" && await Task.WhenAny(late, sent) == late)
            {
                time.Advance(TimeSpan.FromSeconds(101));
            }

            await RecordAsync(await sent);
        }
    }

    private static Task AnswerAsync(HttpContext context, int status, string type, string body) => AnswerAsync(context, status, type, Encoding.UTF8.GetBytes(body));

    private static Task AnswerAsync(HttpContext context, int status, string type, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static void AssertClean(string where, IEnumerable<string> texts)
    {
        var all = texts.ToList();
        Assert.NotEmpty(all);
        string[] forms =
        [
            Key, Key[..12], Key[^12..], Uri.EscapeDataString(Key), Convert.ToBase64String(Encoding.UTF8.GetBytes(Key))[..40], Convert.ToBase64String(Encoding.UTF8.GetBytes($"Bearer {Key}"))[..40],
            Convert.ToHexString(Encoding.UTF8.GetBytes(Key)), Key.Replace("/", "\\/", StringComparison.Ordinal), Key.Replace("+", "\\u002B", StringComparison.Ordinal),
        ];
        foreach (var form in forms)
        {
            var found = all.Find(text => text.Contains(form, StringComparison.OrdinalIgnoreCase));
            Assert.True(found is null, $"{form} is in {where}: {found}");
        }
    }

    private async Task RecordAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            _answers.Enqueue($"{answer} {Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync())}");
        }
    }
}
