using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Runs;

/// <summary>Runs that nobody waits for sit out what upstream asks to wait for; a caller that waits is told to come again.</summary>
public class PatientJobTests
{
    private const int Size = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(429, 1, null)]
    [InlineData(429, 1, "0")]
    [InlineData(429, 1, "30")]
    [InlineData(429, 40, null)]
    [InlineData(429, 40, "0")]
    [InlineData(503, 20, "20")]
    public async Task A_batch_sits_out_the_rest_of_its_key(int status, int refusals, string? retryAfter)
    {
        var time = new ManualTime();
        var left = refusals;
        await using var upstream = await ScriptedUpstream.StartAsync(async context =>
        {
            if (Interlocked.Decrement(ref left) >= 0)
            {
                (context.Response.StatusCode, context.Response.ContentType) = (status, "application/json");
                context.Response.Headers.RetryAfter = retryAfter;
                await context.Response.Body.WriteAsync("""{"errors": ["too many"]}"""u8.ToArray());
                return;
            }

            context.Response.ContentType = "image/png";
            await context.Response.Body.WriteAsync(TestPng.Create(64, 64));
        });
        await using var connector = await TestConnector.StartAsync(upstream, time, ("Upstream__TimeoutSeconds", "3600"));
        var inputs = string.Join(", ", Enumerable.Range(0, Size).Select(index => $$"""{"prompt": "{{index}}"}"""));
        using var body = new StringContent($$"""{"action": "dreamstudio-text-to-image", "inputs": [{{inputs}}]}""", Encoding.UTF8, "application/json");
        using var begun = await connector.Http.PostAsync(new Uri("api/batches", UriKind.Relative), body);

        using var limit = new CancellationTokenSource(Patience);
        JsonNode batch;
        while ((batch = JsonNode.Parse(await connector.Http.GetStringAsync(begun.Headers.Location!, limit.Token))!)["status"]!.GetValue<string>() != "ended")
        {
            time.Advance(Step);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }

        Assert.Equal(Size, batch["succeeded"]!.GetValue<int>());
        Assert.Equal(refusals + Size, upstream.Requests.Count);
    }

    [Fact]
    public async Task A_caller_that_waits_is_told_to_come_again()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(429, "application/json", """{"errors": ["too many"]}"""u8.ToArray());
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, problem) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal((HttpStatusCode.TooManyRequests, 60), (response.StatusCode, problem["retry_after"]!.GetValue<int>()));
    }
}
