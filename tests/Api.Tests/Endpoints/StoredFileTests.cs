using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Connector.Records;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>The main job, the chain and the file routes, the same over every store.</summary>
public abstract class StoredFileTests
{
    private const string Draw = """{"prompt": "A lighthouse", "engine_id": "stable-diffusion-512-v2-1", "width": 512, "height": 512, "seed": 7}""";

    /// <summary>The settings of a store with nothing in it.</summary>
    protected abstract (string Name, string Value)[] Settings { get; }

    /// <summary>The records of the same store.</summary>
    internal abstract IRecordStore RecordsOf(TestConnector connector);

    [Fact]
    public async Task A_drawn_picture_is_where_the_receipt_says_by_path_and_by_link()
    {
        await using var connector = await TestConnector.StartAsync(Settings);

        var (_, receipt) = await connector.PostAsync(Draw);

        var file = receipt["files"]![0]!;
        var byPath = await connector.Http.GetByteArrayAsync(FileUrl(receipt["path"]!.GetValue<string>()));
        using var anybody = new HttpClient();
        Assert.Equal(byPath, await anybody.GetByteArrayAsync(new Uri(receipt["url"]!.GetValue<string>())));
        Assert.Equal(file["sha256"]!.GetValue<string>(), Convert.ToHexStringLower(SHA256.HashData(byPath)));
        Assert.Equal((file["bytes"]!.GetValue<int>(), 7), (byPath.Length, file["seed"]!.GetValue<int>()));
    }

    [Fact]
    public async Task The_bytes_are_answered_and_saved_too()
    {
        await using var connector = await TestConnector.StartAsync(Settings);
        using var content = new StringContent(Draw, MediaTypeHeaderValue.Parse("application/json"));
        using var request = new HttpRequestMessage(HttpMethod.Post, TestConnector.TextToImage) { Content = content };
        request.Headers.Accept.ParseAdd("image/png");

        var response = await connector.Http.SendAsync(request);

        Assert.Equal("image/png", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(
            await connector.Http.GetByteArrayAsync(FileUrl(response.Headers.GetValues("X-File-Path").Single())), await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Every_way_in_which_a_receipt_names_a_file_is_an_input()
    {
        await using var connector = await TestConnector.StartAsync(Settings);
        var (_, receipt) = await connector.PostAsync(Draw);

        var names = FileNames.Of(receipt, connector.Http.BaseAddress!).ToList();
        foreach (var name in names)
        {
            var (response, checkedCall) = await connector.PostAsync(
                new JsonObject { ["image"] = name.DeepClone() }.ToJsonString(), path: "api/actions/stability-upscale-fast?dry_run=true");
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{name.ToJsonString()}: {checkedCall}");
        }

        // A stored file is not stored a second time for a job that uses it.
        var (_, batch) = await connector.PostAsync(
            new JsonObject { ["action"] = "stability-upscale-fast", ["inputs"] = new JsonArray([.. names.Select(name => new JsonObject { ["image"] = name.DeepClone() })]) }.ToJsonString(), path: "api/batches");
        Assert.True(batch["batch_id"] is not null, batch.ToJsonString());
        Assert.Empty((await connector.GetJsonAsync("api/files?prefix=job-inputs/"))["files"]!.AsArray());
    }

    [Fact]
    public async Task Stored_paths_chain()
    {
        await using var connector = await TestConnector.StartAsync(Settings);

        var (_, drawn) = await connector.PostAsync(Draw);
        var (_, upscaled) = await connector.PostAsync(
            $$"""{"image": "{{drawn["path"]}}", "prompt": "A lighthouse", "output_format": "jpeg"}""", path: "api/actions/stability-upscale-conservative");
        var (_, cut) = await connector.PostAsync(
            $$"""{"image": "{{upscaled["path"]}}", "output_format": "webp"}""", path: "api/actions/stability-edit-remove-background");

        Assert.EndsWith(".webp", cut["path"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(3, (await ListAsync(connector, "")).Count);
    }

    [Fact]
    public async Task A_file_is_served_whole_in_ranges_and_not_again_when_it_is_known()
    {
        await using var connector = await TestConnector.StartAsync(Settings);
        var saved = TestPng.Create(300, 300);
        var url = FileUrl(await connector.UploadAsync(saved));

        var whole = await connector.Http.GetAsync(url);
        Assert.Equal(saved, await whole.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", whole.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", whole.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("bytes", whole.Headers.AcceptRanges.Single());

        var part = await SendAsync(request => request.Headers.Range = new RangeHeaderValue(10, 19));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(saved[10..20], await part.Content.ReadAsByteArrayAsync());

        var tail = await SendAsync(request => request.Headers.Range = new RangeHeaderValue(null, 5));
        Assert.Equal(saved[^5..], await tail.Content.ReadAsByteArrayAsync());

        var beyond = await SendAsync(request => request.Headers.Range = new RangeHeaderValue(saved.Length, null));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);

        var known = await SendAsync(request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);

        var stale = await SendAsync(request =>
        {
            request.Headers.Range = new RangeHeaderValue(10, 19);
            request.Headers.IfRange = new RangeConditionHeaderValue("\"another\"");
        });
        Assert.Equal(HttpStatusCode.OK, stale.StatusCode);

        var head = await SendAsync(request => request.Method = HttpMethod.Head);
        Assert.Equal(saved.Length, head.Content.Headers.ContentLength);

        async Task<HttpResponseMessage> SendAsync(Action<HttpRequestMessage> adjust)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            adjust(request);
            return await connector.Http.SendAsync(request);
        }
    }

    [Fact]
    public async Task Files_are_listed_by_prefix_a_hundred_a_page()
    {
        await using var connector = await TestConnector.StartAsync(Settings);
        var wav = TestWav.Create(seconds: 1);
        var stored = new List<string>();
        for (var count = 0; count < 101; count++)
        {
            stored.Add(await connector.UploadAsync(wav));
        }

        var (_, drawn) = await connector.PostAsync(Draw);
        var first = await connector.GetJsonAsync("api/files?prefix=uploads/");
        var second = await connector.GetJsonAsync($"api/files?prefix=uploads/&continuation={Uri.EscapeDataString(first["continuation"]!.GetValue<string>())}");

        Assert.Equal(stored.Order(StringComparer.Ordinal), Paths(first).Concat(Paths(second)));
        Assert.Equal(100, Paths(first).Count());
        Assert.Null(second["continuation"]);
        var file = Assert.Single(await ListAsync(connector, "dreamstudio-"))!;
        Assert.Equal((drawn["path"]!.GetValue<string>(), "image/png"), (file["path"]!.GetValue<string>(), file["content_type"]!.GetValue<string>()));
        Assert.Equal(drawn["files"]![0]!["bytes"]!.GetValue<long>(), file["bytes"]!.GetValue<long>());
        Assert.True(DateTimeOffset.Parse(file["last_modified"]!.GetValue<string>()) > DateTimeOffset.UnixEpoch);
        using var anybody = new HttpClient();
        Assert.Equal(file["bytes"]!.GetValue<int>(), (await anybody.GetByteArrayAsync(new Uri(file["url"]!.GetValue<string>()))).Length);
    }

    [Theory]
    [InlineData("none/")]
    [InlineData("../")]
    [InlineData("%00")]
    [InlineData("%2e%2e%5c")]
    public async Task A_prefix_that_nothing_begins_with_lists_nothing(string prefix)
    {
        await using var connector = await TestConnector.StartAsync(Settings);

        Assert.Empty(await ListAsync(connector, prefix));
        await connector.UploadAsync(TestPng.Create(1, 1));
        Assert.Empty(await ListAsync(connector, prefix));
    }

    [Fact]
    public async Task A_deleted_file_is_gone()
    {
        await using var connector = await TestConnector.StartAsync(Settings);
        var url = FileUrl(await connector.UploadAsync(TestPng.Create(1, 1)));

        Assert.Equal(HttpStatusCode.NoContent, (await connector.Http.DeleteAsync(url)).StatusCode);

        var again = await connector.Http.DeleteAsync(url);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal("file_not_found", JsonNode.Parse(await again.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, (await connector.Http.GetAsync(url)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await connector.Http.DeleteAsync(FileUrl("../x.png"))).StatusCode);
        Assert.Empty(await ListAsync(connector, ""));
    }

    [Fact]
    public async Task Records_are_no_files()
    {
        await using var connector = await TestConnector.StartAsync(Settings);
        var records = RecordsOf(connector);
        await records.TryCreateAsync("jobs/1", "{}"u8.ToArray(), CancellationToken.None);
        var stored = await connector.UploadAsync(TestPng.Create(1, 1));

        foreach (var folder in new[] { ".records", "~records", "%2erecords", "%7Erecords", "uploads/../.records" })
        {
            Assert.Empty(await ListAsync(connector, folder));
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Delete })
            {
                using var request = new HttpRequestMessage(method, FileUrl($"{folder}/jobs/1"));
                Assert.Equal(HttpStatusCode.NotFound, (await connector.Http.SendAsync(request)).StatusCode);
            }
        }

        Assert.Equal([stored], (await ListAsync(connector, "")).Select(file => file!["path"]!.GetValue<string>()));
        Assert.NotNull(await records.ReadAsync("jobs/1", CancellationToken.None));
    }

    [Fact]
    public async Task A_body_that_is_cut_leaves_no_file()
    {
        var png = TestPng.Create(256, 256);
        await using var upstream = await ScriptedUpstream.StartAsync(async context =>
        {
            context.Response.ContentType = "image/png";
            await context.Response.Body.WriteAsync(png.AsMemory(0, png.Length / 2));
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await using var connector = await TestConnector.StartAsync(upstream, time: null, Settings);

        var (response, answer) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal((HttpStatusCode.BadGateway, "upstream_cut_short"), (response.StatusCode, answer["code"]!.GetValue<string>()));
        Assert.Empty(await ListAsync(connector, ""));
    }

    private static Uri FileUrl(string path) => new($"api/files/{path}", UriKind.Relative);

    [Fact]
    public async Task Files_are_listed_newest_first_where_that_is_asked_for_in_pages_with_their_dates()
    {
        await using var connector = await TestConnector.StartAsync(Settings);
        var made = new List<string>();
        for (var seed = 1; seed <= 3; seed++)
        {
            made.Add((await connector.PostAsync($$"""{"prompt": "x", "seed": {{seed}}, "width": 512, "height": 512, "engine_id": "stable-diffusion-512-v2-1"}""")).Body["path"]!.GetValue<string>());
        }

        var newest = (await connector.GetJsonAsync("api/files?order=newest"))["files"]!.AsArray();

        Assert.Equal(made.Order(), newest.Select(file => file!["path"]!.GetValue<string>()).Order());
        var times = newest.Select(file => file!["last_modified"]!.GetValue<DateTimeOffset>()).ToList();
        Assert.Equal(times.OrderDescending(), times);
        Assert.Equal(made.Order(StringComparer.Ordinal), Paths(await connector.GetJsonAsync("api/files?order=path")));
    }

    [Theory]
    [InlineData("order=oldest", "newest")]
    [InlineData("order=Newest", "newest")]
    [InlineData("order=newest&continuation=a/b.png", "continuation")]
    [InlineData("continuation=20261126:1:a/b.png", "continuation")]
    public async Task An_order_that_there_is_not_and_a_continuation_of_the_other_order_are_refused(string query, string named)
    {
        await using var connector = await TestConnector.StartAsync(Settings);

        using var response = await connector.Http.GetAsync(new Uri($"api/files?{query}", UriKind.Relative));

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(named, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<JsonArray> ListAsync(TestConnector connector, string prefix) =>
        (await connector.GetJsonAsync($"api/files?prefix={prefix}"))["files"]!.AsArray();

    private static IEnumerable<string> Paths(JsonNode page) => page["files"]!.AsArray().Select(file => file!["path"]!.GetValue<string>());
}
