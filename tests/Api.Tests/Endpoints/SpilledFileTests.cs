using System.Net;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Connector.Api.Tests.Endpoints;

/// <summary>A store that fails when the picture has been paid for: the picture stays on this machine, and whoever comes back gets it.</summary>
public sealed class SpilledFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _png = TestPng.Create(1024, 512);

    private string Root => Path.Combine(_folder.Path, "files");

    private string Away => Path.Combine(_folder.Path, "away");

    private string Spill => Path.Combine(_folder.Path, "spill");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(100_000, true)]
    [InlineData(100_000, false)]
    public async Task A_keyed_repeat_gets_the_picture_that_came_while_the_volume_was_away(int bytesBefore, bool comesBack)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(context => AnswerAsync(context, bytesBefore, () => Directory.Move(Root, Away)));
        await using var connector = await TestConnector.StartAsync(upstream, time: null, ("Storage__Root", Root), ("Storage__Spill", Spill));

        var (response, problem) = await connector.PostAsync("""{"prompt": "x"}""", idempotencyKey: "one");
        AssertKept(response, problem);

        if (comesBack)
        {
            Directory.Move(Away, Root);
        }
        else
        {
            // Another disk in its place, which knows nothing of the run.
            Directory.CreateDirectory(Root);
        }

        await using var after = await connector.StartAnotherAsync();
        var (other, _) = await after.PostAsync("""{"prompt": "y"}""", idempotencyKey: "one");
        await AssertGivenAsync(after, () => after.PostAsync("""{"prompt": "x"}""", idempotencyKey: "one"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 1), (other.StatusCode, upstream.Requests.Count));
    }

    /// <summary>Refused at once: what passes, paid bytes wait for a minute.</summary>
    [Fact]
    public async Task A_keyed_repeat_gets_the_picture_that_came_while_blobs_could_not_be_written()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        await using var way = await FaultyStore.StartAsync(azurite.BlobUrl);
        await using var upstream = await ScriptedUpstream.StartAsync(context => AnswerAsync(
            context, 0, () => way.FaultOf = request => HttpMethods.IsPut(request.Method) && !request.Path.Value!.Contains("~records", StringComparison.Ordinal) ? StoreFault.Refused : StoreFault.None));
        await using var connector = await TestConnector.StartAsync(
            upstream, time: null, ("Storage__Kind", "blob"), ("Storage__ConnectionString", azurite.ConnectionStringThrough(way.Url)), ("Storage__Container", "files"), ("Storage__Spill", Spill));

        var (response, problem) = await connector.PostAsync("""{"prompt": "x"}""", idempotencyKey: "one");
        AssertKept(response, problem);
        var (still, _) = await connector.PostAsync("""{"prompt": "x"}""", idempotencyKey: "one");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, still.StatusCode);

        // While the file is stored, a late write of the run's end changes its record.
        var late = 0;
        way.FaultOf = request =>
        {
            if (HttpMethods.IsPut(request.Method) && !request.Path.Value!.Contains("~records", StringComparison.Ordinal) && Interlocked.Increment(ref late) == 1)
            {
                WriteRunsAgain(azurite);
            }

            return StoreFault.None;
        };
        await AssertGivenAsync(connector, () => connector.PostAsync("""{"prompt": "x"}""", idempotencyKey: "one"));
        Assert.Single(upstream.Requests);
        Assert.True(late > 0, "No file was stored.");
    }

    [Fact]
    public async Task A_job_has_its_picture_once_the_store_is_back()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(context => AnswerAsync(context, 0, () => Directory.Move(Root, Away)));
        await using var connector = await TestConnector.StartAsync(upstream, time: null, ("Storage__Root", Root), ("Storage__Spill", Spill));

        var (_, job) = await connector.PostAsync("""{"prompt": "x"}""", path: TestConnector.TextToImage + "?wait=false");
        Assert.True(job["job_url"] is not null, job.ToJsonString());
        while (!Directory.Exists(Spill) || !Directory.EnumerateFiles(Spill, "answer.json", SearchOption.AllDirectories).Any())
        {
            await Task.Yield();
        }

        Directory.Move(Away, Root);
        HttpResponseMessage seen;
        do
        {
            seen = await connector.Http.GetAsync(new Uri(job["job_url"]!.GetValue<string>()));
        }
        while (seen.StatusCode == HttpStatusCode.Accepted);
        var receipt = JsonNode.Parse(await seen.Content.ReadAsStringAsync())!;
        Assert.True(seen.StatusCode == HttpStatusCode.OK, receipt.ToJsonString());
        Assert.Equal(_png, await connector.Http.GetByteArrayAsync(new Uri(receipt["url"]!.GetValue<string>())));
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task Without_a_key_the_picture_is_kept_and_named()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(context => AnswerAsync(context, 0, () => Directory.Move(Root, Away)));
        await using var connector = await TestConnector.StartAsync(upstream, time: null, ("Storage__Root", Root), ("Storage__Spill", Spill));

        var (response, problem) = await connector.PostAsync("""{"prompt": "x"}""");

        AssertKept(response, problem);
        Assert.DoesNotContain("Idempotency-Key", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_is_stored_after_all_is_told_in_the_log()
    {
        using var log = new LogLines();
        await using var upstream = await ScriptedUpstream.StartAsync(context => AnswerAsync(context, 0, () => Directory.Move(Root, Away)));
        await using var connector = await StartAsync(upstream, log);
        await connector.PostAsync("""{"prompt": "x"}""", idempotencyKey: "one");
        Directory.Move(Away, Root);

        await using var after = await connector.StartAnotherAsync();
        await AssertGivenAsync(after, () => after.PostAsync("""{"prompt": "x"}""", idempotencyKey: "one"));

        Assert.Single(log.Entries, entry => entry.Contains("restored dreamstudio-text-to-image succeeded, ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Why_a_picture_could_be_kept_nowhere_is_in_the_log()
    {
        using var log = new LogLines();
        await File.WriteAllTextAsync(Spill, "");
        await using var upstream = await ScriptedUpstream.StartAsync(context => AnswerAsync(context, 0, () => Directory.Move(Root, Away)));
        await using var connector = await StartAsync(upstream, log);

        var (_, problem) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Contains("could be kept nowhere", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        var line = Assert.Single(log.Entries, entry => entry.Contains("lost dreamstudio-text-to-image: ", StringComparison.Ordinal));
        Assert.Contains(Spill, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_spill_takes_nothing_is_ready_and_says_so()
    {
        await File.WriteAllTextAsync(Spill, "");
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", _png);
        await using var connector = await TestConnector.StartAsync(upstream, time: null, ("Storage__Root", Root), ("Storage__Spill", Spill));

        var degraded = await connector.GetJsonAsync("api/health/ready");
        var (response, _) = await connector.PostAsync("""{"prompt": "x"}""");
        File.Delete(Spill);
        var ok = await connector.GetJsonAsync("api/health/ready");

        Assert.Equal(("degraded", "ok"), (degraded["status"]!.GetValue<string>(), ok["status"]!.GetValue<string>()));
        Assert.Contains("Storage__Spill", Assert.Single(degraded["warnings"]!.AsArray())!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, degraded.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(ok["warnings"]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Spill));
    }

    [Fact]
    public async Task A_server_whose_spill_takes_nothing_says_so_when_it_starts()
    {
        await File.WriteAllTextAsync(Spill, "");
        using var server = BuiltProgram.Start(_folder.Path, ["serve", "--urls", "http://127.0.0.1:0"], ("Storage__Root", Root), ("Storage__Spill", Spill));
        try
        {
            var line = await server.StandardError.ReadLineAsync().WaitAsync(ChildProgram.Patience);
            Assert.StartsWith($"Nothing can be kept in {Spill} (Storage__Spill)", line, StringComparison.Ordinal);
        }
        finally
        {
            server.Kill();
        }
    }

    [Fact]
    public async Task Nothing_is_left_of_a_picture_that_was_stored()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", _png);
        await using var connector = await TestConnector.StartAsync(upstream, time: null, ("Storage__Root", Root), ("Storage__Spill", Spill));

        var (response, _) = await connector.PostAsync("""{"prompt": "x"}""", idempotencyKey: "one");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(Directory.Exists(Spill) && Directory.EnumerateFileSystemEntries(Spill).Any());
    }

    private Task<TestConnector> StartAsync(ScriptedUpstream upstream, LogLines log) => TestConnector.StartAsync(
        builder => builder.Logging.AddProvider(log), [("Storage__Root", Root), ("Storage__Spill", Spill), .. TestConnector.Calling(upstream)]);

    private async Task AnswerAsync(HttpContext context, int bytesBefore, Action breakIt)
    {
        context.Response.ContentType = "image/png";
        await context.Response.Body.WriteAsync(_png.AsMemory(0, bytesBefore));
        await context.Response.Body.FlushAsync();
        breakIt();
        await context.Response.Body.WriteAsync(_png.AsMemory(bytesBefore));
    }

    private static void WriteRunsAgain(AzuriteServer azurite)
    {
        var container = new BlobContainerClient(azurite.ConnectionString, "files");
        foreach (var run in container.GetBlobs(new GetBlobsOptions { Prefix = "~records/runs/" }).ToList())
        {
            var blob = container.GetBlobClient(run.Name);
            blob.Upload(blob.DownloadContent().Value.Content, overwrite: true);
        }
    }

    private void AssertKept(HttpResponseMessage response, JsonNode problem)
    {
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "storage_unavailable", true), (response.StatusCode, problem["code"]!.GetValue<string>(), problem["may_have_been_charged"]!.GetValue<bool>()));
        var folder = Assert.Single(Directory.EnumerateDirectories(Spill));
        Assert.Contains(folder, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(_png, File.ReadAllBytes(Path.Combine(folder, "0.png")));
    }

    private async Task AssertGivenAsync(TestConnector connector, Func<Task<(HttpResponseMessage Response, JsonNode Body)>> repeat)
    {
        var (response, receipt) = await repeat();
        Assert.True(response.StatusCode == HttpStatusCode.OK, receipt.ToJsonString());
        Assert.Equal(_png, await connector.Http.GetByteArrayAsync(new Uri($"api/files/{receipt["path"]!.GetValue<string>()}", UriKind.Relative)));
        Assert.Equal("x", (await connector.GetJsonAsync($"api/files/{receipt["path"]}?view=recipe"))["inputs"]!["prompt"]!.GetValue<string>());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Spill));
        var (again, same) = await repeat();
        Assert.Equal((HttpStatusCode.OK, receipt["path"]!.GetValue<string>()), (again.StatusCode, same["path"]!.GetValue<string>()));
    }
}
