using System.Net;
using Connector.Actions;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Runs;

public class LocalJobTests() : JobTests(new LocalRunStore())
{
    [Fact]
    public async Task A_folder_in_the_place_of_a_record_is_told_as_a_record_that_cannot_be_read()
    {
        await using var connector = await TestConnector.StartAsync();
        const string Input = """{"prompt": "a"}""";
        var (begun, _) = await connector.PostAsync(Input, idempotencyKey: "one", prefer: "respond-async");
        var job = begun.Headers.Location!;
        using var done = await EndAsync(connector, job);
        var record = Path.Combine(connector.Files.Path, ".records", "runs", job.Segments[^1]);
        File.Delete(record);
        Directory.CreateDirectory(record);

        using var looked = await connector.Http.GetAsync(job);
        using var cancelled = await connector.Http.DeleteAsync(job);
        var (repeated, _) = await connector.PostAsync(Input, idempotencyKey: "one");

        Assert.Equal(Enumerable.Repeat(HttpStatusCode.Conflict, 3), [looked.StatusCode, cancelled.StatusCode, repeated.StatusCode]);
        Assert.Equal("record_unreadable", (await BodyAsync(looked))["code"]!.GetValue<string>());
        Assert.Contains("a folder is in its place", (await BodyAsync(cancelled))["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_of_a_version_that_no_connector_writes_is_told_as_one_that_cannot_be_read()
    {
        await using var connector = await TestConnector.StartAsync();
        var (begun, _) = await connector.PostAsync("""{"prompt": "a"}""", prefer: "respond-async");
        using var done = await EndAsync(connector, begun.Headers.Location!);
        var record = Path.Combine(connector.Files.Path, ".records", "runs", begun.Headers.Location!.Segments[^1]);
        var text = await File.ReadAllTextAsync(record);
        Assert.Contains("\"version\":1", text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(record, text.Replace("\"version\":1", "\"version\":-1", StringComparison.Ordinal));

        using var looked = await connector.Http.GetAsync(begun.Headers.Location!);

        Assert.Equal((HttpStatusCode.Conflict, "record_unreadable"), (looked.StatusCode, (await BodyAsync(looked))["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_record_file_that_was_cut_short_within_its_first_bytes_is_told_and_stops_nothing()
    {
        await using var connector = await TestConnector.StartAsync();
        var (_, begun) = await connector.PostAsync("""{"action": "dreamstudio-text-to-image", "inputs": [{"prompt": "a"}]}""", path: "api/batches");
        var job = new Uri(begun["items"]![0]!["job_url"]!.GetValue<string>());
        using var done = await EndAsync(connector, job);
        var record = Path.Combine(connector.Files.Path, ".records", "runs", job.Segments[^1]);
        File.WriteAllBytes(record, File.ReadAllBytes(record)[..10]);

        using var looked = await connector.Http.GetAsync(job);

        Assert.Equal((HttpStatusCode.Conflict, "record_unreadable"), (looked.StatusCode, (await BodyAsync(looked))["code"]!.GetValue<string>()));
    }

    /// <summary>On a folder alone: blobs have a clock of their own, which a test cannot set.</summary>
    [Fact]
    public async Task What_upstream_works_on_is_looked_at_every_ten_seconds_until_it_is_there()
    {
        var time = new ManualTime();

        // The clock runs ahead of a busy machine: a call must not time out while the sandbox draws.
        await using var connector = await TestConnector.StartAsync(time, fetcher: null, ("Upstream__TimeoutSeconds", "3600"));
        var action = Catalog.All.Find("stability-upscale-creative");
        using var content = Json((await connector.Http.ExampleAsync(action)).ToJsonString());

        var look = time.WaitOf(TimeSpan.FromSeconds(10));
        using var accepted = await connector.Http.PostAsync(new Uri("api/actions/stability-upscale-creative", UriKind.Relative), content);
        var started = await BodyAsync(accepted);
        await look.WaitAsync(Patience);
        using var early = await connector.Http.GetAsync(accepted.Headers.Location);
        time.Advance(TimeSpan.FromSeconds(10));
        using var done = await EndAsync(connector, accepted.Headers.Location!);

        Assert.Equal((HttpStatusCode.Accepted, accepted.Headers.Location!.AbsoluteUri), (accepted.StatusCode, started["job_url"]!.GetValue<string>()));
        var waiting = await BodyAsync(early);
        Assert.Equal((HttpStatusCode.Accepted, "waiting"), (early.StatusCode, waiting["status"]!.GetValue<string>()));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(10), waiting["next_look"]!.GetValue<DateTimeOffset>());
        var receipt = await BodyAsync(done);
        Assert.Equal((HttpStatusCode.OK, started["credits"]!.GetValue<decimal>()), (done.StatusCode, receipt["credits"]!.GetValue<decimal>()));
        Assert.NotNull(receipt["path"]);
    }
}
