using System.Net;
using Connector.Actions;
using Connector.Declaration;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.AspNetCore.Http;

namespace Connector.Api.Tests.Endpoints;

/// <summary>A store that can be read, perhaps, and takes nothing: nobody pays for what cannot be kept.</summary>
public sealed class UnwritableStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(StoreFault.Refused)]
    [InlineData(StoreFault.Overloaded)]
    [InlineData(StoreFault.Cut)]
    public async Task No_action_is_sent_while_blobs_cannot_be_written_and_all_are_once_they_can(StoreFault fault)
    {
        await using var azurite = await AzuriteServer.StartAsync();
        await using var way = await FaultyStore.StartAsync(azurite.BlobUrl);
        await AssertNothingIsSentAsync(
            [("Storage__Kind", "blob"), ("Storage__ConnectionString", azurite.ConnectionStringThrough(way.Url)), ("Storage__Container", "files")],
            () => way.FaultOf = request => HttpMethods.IsPut(request.Method) ? fault : StoreFault.None,
            () => way.FaultOf = _ => StoreFault.None);
    }

    [Fact]
    public async Task No_action_is_sent_while_a_file_is_in_the_place_of_the_folder_and_all_are_once_it_is_back()
    {
        var (root, away) = (Path.Combine(_folder.Path, "files"), Path.Combine(_folder.Path, "away"));
        await AssertNothingIsSentAsync(
            [("Storage__Root", root)],
            () =>
            {
                Directory.Move(root, away);
                File.WriteAllText(root, "");
            },
            () =>
            {
                File.Delete(root);
                Directory.Move(away, root);
            });
    }

    [Fact]
    public async Task A_server_that_can_save_nothing_says_so_when_it_starts()
    {
        var root = Path.Combine(_folder.Path, "files");
        await File.WriteAllTextAsync(root, "");
        using var server = BuiltProgram.Start(_folder.Path, ["serve", "--urls", "http://127.0.0.1:0"], ("Storage__Root", root));
        try
        {
            var line = await server.StandardError.ReadLineAsync().WaitAsync(ChildProgram.Patience);
            Assert.StartsWith($"Nothing can be saved in {root}", line, StringComparison.Ordinal);
            Assert.EndsWith($"{root} is a file.", line, StringComparison.Ordinal);
        }
        finally
        {
            server.Kill();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/1970")]
    [InlineData("/1970/01")]
    [InlineData("/1970/01/01")]
    public async Task A_file_in_the_place_of_an_action_s_folder_is_told_before_anything_is_sent_and_no_other_action_suffers(string below)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream, new ManualTime(), TestConnector.NoLimit);
        const string Broken = "stability-generate-core";
        const string Body = """{"prompt": "x"}""";
        var taken = $"{Broken}{below}";
        var path = Path.Combine(connector.Files.Path, taken);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "x");

        var reason = $"a file stands where the folder {taken} should be.";
        foreach (var (query, prefer) in new[] { ("", null), ("?dry_run=true", null), ("", "respond-async"), ("", (string?)null) })
        {
            var (response, problem) = await connector.PostAsync(Body, path: $"api/actions/{Broken}{query}", prefer: prefer);
            Assert.Equal((503, "storage_unavailable"), ((int)response.StatusCode, problem["code"]!.GetValue<string>()));
            Assert.Contains(reason, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.NotEqual(true, problem["may_have_been_charged"]?.GetValue<bool>());
        }

        Assert.Empty(upstream.Requests);
        var ready = await connector.GetJsonAsync("api/health/ready");
        Assert.Equal("degraded", ready["status"]!.GetValue<string>());
        Assert.Contains(reason, ready["warnings"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await connector.PostAsync(Body)).Response.StatusCode);

        File.Delete(path);
        Assert.Equal(HttpStatusCode.OK, (await connector.PostAsync(Body, path: $"api/actions/{Broken}")).Response.StatusCode);
        Assert.Equal("ok", (await connector.GetJsonAsync("api/health/ready"))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_upload_is_told_that_a_file_is_in_the_place_of_its_folder()
    {
        await using var connector = await TestConnector.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(connector.Files.Path, "uploads"), "x");
        using var content = new ByteArrayContent(TestPng.Create(64, 64)) { Headers = { ContentType = new("image/png") } };
        using var response = await connector.Http.PostAsync(new Uri("api/files", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("a file stands where the folder uploads should be.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("degraded", (await connector.GetJsonAsync("api/health/ready"))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_upstream_said_is_told_although_it_cannot_be_kept_for_the_operator()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", [.. "this is no picture"u8]);
        await using var connector = await TestConnector.StartAsync(upstream);
        await File.WriteAllTextAsync(Path.Combine(connector.Files.Path, "~refused"), "x");
        var (response, problem) = await connector.PostAsync("""{"prompt": "x"}""", path: "api/actions/stability-generate-core");

        Assert.Equal((502, "upstream_malformed"), ((int)response.StatusCode, problem["code"]!.GetValue<string>()));
        Assert.Contains("this is no picture", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".records")]
    [InlineData(".records/runs")]
    [InlineData(".records/queue")]
    [InlineData(".records/.locks")]
    public async Task A_file_in_the_place_of_the_records_is_told_by_probes_and_dry_runs_before_a_call_meets_it(string taken)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var before = await TestConnector.StartAsync(upstream, time: null, TestConnector.NoLimit);
        var path = Path.Combine(before.Files.Path, taken);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        await File.WriteAllTextAsync(path, "x");
        await using var connector = await before.StartAnotherAsync();
        var reason = $"a file stands where the folder {taken} should be.";
        using var ready = await connector.Http.GetAsync(new Uri("api/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains(reason, await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        const string Input = """{"prompt": "x"}""";
        var (_, dry) = await connector.PostAsync(Input, path: $"{TestConnector.TextToImage}?dry_run=true");
        Assert.Contains(reason, dry["warnings"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        if (taken != ".records/queue")
        {
            var (keyed, problem) = await connector.PostAsync(Input, idempotencyKey: "a");
            Assert.Equal(503, (int)keyed.StatusCode);
            Assert.Contains(reason, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        Assert.Empty(upstream.Requests);
    }

    private static async Task AssertNothingIsSentAsync((string Name, string Value)[] settings, Action breakIt, Action mend)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var before = await TestConnector.StartAsync(upstream, time: null, settings);
        var bodies = new List<(ConnectorAction Action, string Body)>();
        foreach (var action in Catalog.All.Actions.Where(action => action.MayCost))
        {
            bodies.Add((action, (await before.Http.ExampleAsync(action)).ToJsonString()));
        }

        breakIt();
        await using var connector = await before.StartAnotherAsync();
        await Task.WhenAll(from one in bodies
                           from query in new[] { "", "?dry_run=true" }
                           select AssertUnavailableAsync(connector, one.Action, one.Body, query));
        await AssertNothingIsBegunAsync(connector);
        using var ready = await connector.Http.GetAsync(new Uri("api/health/ready", UriKind.Relative));
        using var live = await connector.Http.GetAsync(new Uri("api/health/live", UriKind.Relative));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (ready.StatusCode, live.StatusCode));
        Assert.Empty(upstream.Requests);

        mend();
        using var again = await connector.Http.GetAsync(new Uri("api/health/ready", UriKind.Relative));
        var (sent, _) = await connector.PostAsync("""{"prompt": "x"}""");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, 1), (again.StatusCode, sent.StatusCode, upstream.Requests.Count));
    }

    private static async Task AssertNothingIsBegunAsync(TestConnector connector)
    {
        const string Input = """{"prompt": "x"}""";
        (string Path, string Body)[] calls = [(TestConnector.TextToImage, Input), ("api/batches", $$"""{"action": "dreamstudio-text-to-image", "inputs": [{{Input}}]}""")];
        foreach (var (path, body) in calls)
        {
            var (response, problem) = await connector.PostAsync(body, path: path, prefer: "respond-async");
            Assert.Equal((503, "storage_unavailable"), ((int)response.StatusCode, problem["code"]?.GetValue<string>()));
            Assert.False(problem["may_have_been_charged"]!.GetValue<bool>());
        }
    }

    private static async Task AssertUnavailableAsync(TestConnector connector, ConnectorAction action, string body, string query)
    {
        var (response, problem) = await connector.PostAsync(body, path: $"api/actions/{action.Name}{query}");
        Assert.Equal((action.Name, 503, "storage_unavailable"), (action.Name, (int)response.StatusCode, problem["code"]?.GetValue<string>()));
        Assert.NotEqual(true, problem["may_have_been_charged"]?.GetValue<bool>());
    }
}
