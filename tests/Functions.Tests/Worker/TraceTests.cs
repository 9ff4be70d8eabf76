using System.Diagnostics;
using System.Net;
using Connector.Testing;

namespace Connector.Functions.Tests.Worker;

/// <summary>The worker's telemetry, as a collector is told it.</summary>
public class TraceTests(WorkerFixture workers) : WorkerTest(workers)
{
    [SignalFact]
    public async Task A_run_belongs_to_the_trace_of_the_hosts_request()
    {
        await using var collector = await ScriptedUpstream.StartAsync(200, "application/x-protobuf", []);
        var trace = ActivityTraceId.CreateRandom();
        await using (var worker = await Workers.StartAsync(
            ("Sandbox__Enabled", "true"), ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.BaseUrl.AbsoluteUri), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")))
        {
            using var call = RunningWorker.Call(TextToImage, """{"prompt": "A secret lighthouse"}""");
            call.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-00");
            using var answer = await worker.Http.SendAsync(call, Limit);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

            // A worker that ends sends what it has.
            await worker.Host.Process.TerminateAsync(Limit);
            Assert.Equal(0, await worker.Host.Process.ExitAsync(Limit));
        }

        var id = Convert.FromHexString(trace.ToHexString());

        // In one batch, or in two when the exporter's time came meanwhile.
        var batches = collector.Requests.Where(request => request.Path == "/v1/traces" && request.Bytes.AsSpan().IndexOf(id) >= 0).ToList();
        var spans = string.Concat(batches.Select(batch => batch.Body));
        Assert.Contains("dreamstudio-text-to-image", spans, StringComparison.Ordinal);
        Assert.Contains("gen_ai.request.model", spans, StringComparison.Ordinal);
        Assert.DoesNotContain(collector.Requests, request => request.Body.Contains("secret", StringComparison.Ordinal) || request.Body.Contains("sk-", StringComparison.Ordinal));

        // The invocation, the run and its call, and none of the server that the host's proxy reaches.
        var found = 0;
        foreach (var batch in batches)
        {
            for (var rest = batch.Bytes.AsSpan(); rest.IndexOf(id) is >= 0 and var at; rest = rest[(at + id.Length)..])
            {
                found++;
            }
        }

        Assert.Equal(3, found);
    }
}
