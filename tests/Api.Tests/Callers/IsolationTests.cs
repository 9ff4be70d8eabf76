using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connector.Api.Endpoints;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Callers;

/// <summary>Where callers are kept apart, nothing of one is seen, used or deleted by another, on whichever route.</summary>
public sealed partial class IsolationTests : IAsyncLifetime
{
    private const string Draw = """{"prompt": "x", "engine_id": "stable-diffusion-v1-6", "width": 512, "height": 512}""";
    private const string Key = "order-1";

    /// <summary>What shows nothing of anybody.</summary>
    private static readonly HashSet<string> Common =
    [
        "list-actions", "get-action", "list-options", "store-file", "subscribe", "test-connection", "get-health", "get-liveness", "get-readiness",
        "get-openapi", "get-swagger", "get-page", "get-page-part",
    ];

    /// <summary>What bob tries with what alice has, by the name of the endpoint; a path or id in it is replaced by one that is nowhere.</summary>
    private static readonly Dictionary<string, Func<Belongings, (HttpMethod Method, string Path, string? Body)>> Attempts = new(StringComparer.Ordinal)
    {
        ["run-action"] = alice => (HttpMethod.Post, "api/actions/stability-upscale-fast", $$"""{"image": "{{alice.Path}}"}"""),
        ["check-action"] = alice => (HttpMethod.Post, "api/actions/stability-upscale-fast/check", $$"""{"image": "{{alice.Path}}"}"""),
        ["start-job"] = alice => (HttpMethod.Post, "api/actions/stability-upscale-fast/jobs", $$"""{"image": "{{alice.Path}}"}"""),
        ["start-batch"] = alice => (HttpMethod.Post, "api/batches", $$"""{"action": "stability-upscale-fast", "inputs": [{"image": "{{alice.Path}}"}]}"""),
        ["get-file"] = alice => (HttpMethod.Get, $"api/files/{alice.Path}", null),
        ["get-recipe"] = alice => (HttpMethod.Get, $"api/recipes/{alice.Path}", null),
        ["delete-file"] = alice => (HttpMethod.Delete, $"api/files/{alice.Path}", null),
        ["delete-files"] = alice => (HttpMethod.Delete, $"api/files?before=9999-12-31&prefix={alice.Path}", null),
        ["list-files"] = alice => (HttpMethod.Get, $"api/files?prefix={alice.Path}", null),
        ["get-job"] = alice => (HttpMethod.Get, $"api/jobs/{alice.Job}", null),
        ["cancel-job"] = alice => (HttpMethod.Delete, $"api/jobs/{alice.Job}", null),
        ["get-batch"] = alice => (HttpMethod.Get, $"api/batches/{alice.Batch}", null),
        ["cancel-batch"] = alice => (HttpMethod.Delete, $"api/batches/{alice.Batch}", null),
        ["get-subscription"] = alice => (HttpMethod.Get, $"api/subscriptions/{alice.Subscription}", null),
        ["end-subscription"] = alice => (HttpMethod.Delete, $"api/subscriptions/{alice.Subscription}", null),
        ["list-subscriptions"] = _ => (HttpMethod.Get, "api/subscriptions", null),
        ["get-spend"] = _ => (HttpMethod.Get, "api/spend", null),
        ["mcp"] = alice => (HttpMethod.Post, "api/mcp", $$$"""{"jsonrpc": "2.0", "id": 1, "method": "resources/read", "params": {"uri": "connector://files/{{{alice.Path}}}"}}"""),
    };

    private TestConnector _connector = null!;
    private Belongings _alice = null!;

    public async Task InitializeAsync()
    {
        _connector = await TestConnector.StartAsync(
            ("Access:Keys:alice:key", "key-of-alice"), ("Access:Keys:bob:key", "key-of-bob"), ("Access:Isolate", "true"), ("Callbacks:Secret", Convert.ToBase64String(new byte[32])));
        var picture = await JsonAsync(await SendAsync("alice", HttpMethod.Post, TestConnector.TextToImage, Draw, Key));
        var job = await JsonAsync(await SendAsync("alice", HttpMethod.Post, $"{TestConnector.TextToImage}/jobs", Draw));
        var batch = await JsonAsync(await SendAsync("alice", HttpMethod.Post, "api/batches", $$"""{"action": "dreamstudio-text-to-image", "inputs": [{{Draw}}]}"""));
        var subscription = await JsonAsync(await SendAsync("alice", HttpMethod.Post, "api/subscriptions", """{"callback_url": "https://example.com/", "events": ["batch.ended"]}"""));
        _alice = new Belongings((string)picture["path"]!, (string)job["job_id"]!, (string)batch["batch_id"]!, (string)subscription["id"]!);
    }

    public async Task DisposeAsync() => await _connector.DisposeAsync();

    [Fact]
    public void Every_route_is_tried_or_shows_nothing_of_anybody() =>
        Assert.Equal(
            EndpointTable.All.Select(endpoint => endpoint.Name).Order(StringComparer.Ordinal),
            Attempts.Keys.Concat(Common).Order(StringComparer.Ordinal));

    [Fact]
    public async Task What_is_anothers_is_to_every_route_as_if_it_were_nowhere_and_stays_as_it_is()
    {
        var nowhere = new Belongings(
            $"callers/alice/dreamstudio-text-to-image/2026/01/01/{Guid.NewGuid():N}.png", Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"));
        foreach (var (name, attempt) in Attempts)
        {
            var (status, body) = await TellAsync(attempt(_alice));
            var (expected, other) = await TellAsync(attempt(nowhere));

            Assert.Equal((name, expected, other), (name, status, body));
        }

        Assert.Equal(HttpStatusCode.OK, (await SendAsync("alice", HttpMethod.Get, $"api/files/{_alice.Path}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("alice", HttpMethod.Get, $"api/recipes/{_alice.Path}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("alice", HttpMethod.Get, $"api/subscriptions/{_alice.Subscription}")).StatusCode);
        Assert.NotEqual(HttpStatusCode.NotFound, (await SendAsync("alice", HttpMethod.Get, $"api/jobs/{_alice.Job}")).StatusCode);
        Assert.NotEqual(HttpStatusCode.NotFound, (await SendAsync("alice", HttpMethod.Get, $"api/batches/{_alice.Batch}")).StatusCode);
    }

    [Theory]
    [InlineData("api/files")]
    [InlineData("api/files?order=newest")]
    [InlineData("api/files?prefix=callers/")]
    [InlineData("api/files?prefix=callers/alice/")]
    [InlineData("api/files?prefix=../alice/")]
    [InlineData("api/files?continuation=callers/alice/")]
    [InlineData("api/files?order=newest&continuation=99991231:3155378975999999999:callers/alice/x.png")]
    public async Task A_listing_shows_a_caller_their_own_whatever_they_ask_for(string path)
    {
        var own = (string)(await JsonAsync(await SendAsync("bob", HttpMethod.Post, TestConnector.TextToImage, Draw)))["path"]!;

        var listed = await (await SendAsync("bob", HttpMethod.Get, path)).Content.ReadAsStringAsync();

        Assert.DoesNotContain("dreamstudio-text-to-image" + _alice.Path.Split("dreamstudio-text-to-image")[1], listed, StringComparison.Ordinal);
        Assert.StartsWith("callers/bob/dreamstudio-text-to-image/", own, StringComparison.Ordinal);
        if (!path.Contains("alice", StringComparison.Ordinal) && !path.Contains("callers", StringComparison.Ordinal))
        {
            Assert.Contains(own, listed, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_idempotency_key_is_another_run_to_another_caller()
    {
        using var again = await SendAsync("alice", HttpMethod.Post, TestConnector.TextToImage, Draw, Key);
        using var other = await SendAsync("bob", HttpMethod.Post, TestConnector.TextToImage, Draw, Key);

        Assert.Equal("true", again.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.False(other.Headers.Contains("Idempotent-Replayed"));
        Assert.StartsWith("callers/bob/", (string)(await JsonAsync(other))["path"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("path")]
    [InlineData("url")]
    [InlineData("location")]
    [InlineData("again")]
    public async Task A_file_of_anothers_is_no_input_however_it_is_named(string how)
    {
        var receipt = await JsonAsync(await SendAsync("alice", HttpMethod.Post, TestConnector.TextToImage, Draw));
        var (path, body) = how == "again"
            ? ($"{TestConnector.TextToImage}?again={receipt["path"]}", "{}")
            : ("api/actions/stability-upscale-fast", $$"""{"image": "{{receipt[how]}}"}""");

        using var alices = await SendAsync("alice", HttpMethod.Post, path, body);
        using var bobs = await SendAsync("bob", HttpMethod.Post, path, body);

        Assert.Equal(HttpStatusCode.OK, alices.StatusCode);
        Assert.Contains("file_not_found", (await JsonAsync(bobs)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_ends_in_the_folder_of_who_began_it_with_the_files_that_came_with_it()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(TestPng.Create(64, 64)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } }, "image", "a.png" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/actions/stability-upscale-fast/jobs") { Content = form, Headers = { { "x-functions-key", "key-of-bob" } } };
        var job = (string)(await JsonAsync(await _connector.Http.SendAsync(request)))["job_id"]!;

        HttpResponseMessage answer;
        do
        {
            answer = await SendAsync("bob", HttpMethod.Get, $"api/jobs/{job}");
        }
        while (answer.StatusCode == HttpStatusCode.Accepted);

        var receipt = await JsonAsync(answer);
        Assert.StartsWith("callers/bob/stability-upscale-fast/", (string)receipt["path"]!, StringComparison.Ordinal);
        Assert.Equal("bob", (string)receipt["caller"]!);
    }

    [Fact]
    public async Task The_list_of_resources_has_a_callers_own_alone()
    {
        const string List = """{"jsonrpc": "2.0", "id": 1, "method": "resources/list", "params": {}}""";

        var alices = await (await SendAsync("alice", HttpMethod.Post, "api/mcp", List)).Content.ReadAsStringAsync();
        var bobs = await (await SendAsync("bob", HttpMethod.Post, "api/mcp", List)).Content.ReadAsStringAsync();

        Assert.Contains(_alice.Path, alices, StringComparison.Ordinal);
        Assert.DoesNotContain("callers/", bobs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_nobody_is_somebody()
    {
        using var answer = await _connector.Http.GetAsync(new Uri("api/files", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    /// <summary>What bob is told, without the ids and paths that he gave or that are new each time.</summary>
    private async Task<(HttpStatusCode Status, string Told)> TellAsync((HttpMethod Method, string Path, string? Body) attempt)
    {
        using var response = await SendAsync("bob", attempt.Method, attempt.Path, attempt.Body);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, Ids().Replace(text, "id"));
    }

    private Task<HttpResponseMessage> SendAsync(string caller, HttpMethod method, string path, string? body = null, string? key = null)
    {
        var request = new HttpRequestMessage(method, path) { Headers = { { "x-functions-key", $"key-of-{caller}" }, { "Accept", "application/json, text/event-stream" } } };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return _connector.Http.SendAsync(request);
    }

    [GeneratedRegex("[0-9]{4}/[0-9]{2}/[0-9]{2}/|[0-9a-f]{2,32}(?=[.…\"]|$)|[0-9a-f]{32}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ids();

    /// <summary>What somebody has.</summary>
    private sealed record Belongings(string Path, string Job, string Batch, string Subscription);
}
