using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Api.Documents.Api;
using Connector.Api.Endpoints;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>Names and values in the query and the headers, which no route passes over: the call might be paid for.</summary>
public sealed class UnknownNameTests : IAsyncLifetime
{
    private ScriptedUpstream _upstream = null!;
    private TestConnector _connector = null!;

    public async Task InitializeAsync()
    {
        _upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        _connector = await TestConnector.StartAsync(_upstream);
    }

    public async Task DisposeAsync()
    {
        await _connector.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task Every_route_and_method_refuses_a_query_name_it_does_not_take()
    {
        foreach (var endpoint in EndpointTable.All)
        {
            foreach (var method in endpoint.Methods)
            {
                var (status, body) = await SendAsync(method, $"{PathOf(endpoint)}?surprise=1");

                Assert.True(status == HttpStatusCode.BadRequest, $"{method} {endpoint.Route}: {status}");
                Assert.True(method == "HEAD" || Problem(body) == ("surprise", "unknown_parameter"), $"{method} {endpoint.Route}: {body}");
            }
        }

        Assert.Empty(_upstream.Requests);
    }

    [Fact]
    public async Task Every_route_tells_what_a_misspelled_query_name_means()
    {
        foreach (var endpoint in EndpointTable.All)
        {
            foreach (var parameter in endpoint.Taken(ApiPlace.Query))
            {
                var (status, body) = await SendAsync(endpoint.Methods[0], $"{PathOf(endpoint)}?{parameter.Name.ToUpperInvariant().Replace('_', '-')}=true");

                Assert.Equal(HttpStatusCode.BadRequest, status);
                Assert.Contains($"Did you mean \"{parameter.Name}\"?", body!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Every_route_takes_the_query_names_of_the_host_before_it()
    {
        foreach (var endpoint in EndpointTable.All)
        {
            var (_, body) = await SendAsync(endpoint.Methods[0], $"{PathOf(endpoint)}?code=abc&clientId=default");

            Assert.False(body?["detail"]?.GetValue<string>().Contains("query parameter", StringComparison.Ordinal) ?? false, $"{endpoint.Route}: {body}");
        }
    }

    [Fact]
    public async Task Every_parameter_of_every_action_is_told_to_belong_into_the_body()
    {
        foreach (var action in Catalog.All.Actions)
        {
            foreach (var parameter in action.Parameters)
            {
                var (status, body) = await SendAsync("POST", $"{ActionInputs.RouteOf(action.Name)}?{parameter.Name}=1");

                Assert.Equal((HttpStatusCode.BadRequest, (parameter.Name, "unknown_parameter")), (status, Problem(body)));
                Assert.Contains($"{parameter.Name} belongs into the body.", body!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
            }
        }

        Assert.Empty(_upstream.Requests);
    }

    [Theory]
    [InlineData("dryRun=true", "dryRun", "Did you mean \"dry_run\"?")]
    [InlineData("dry-run=true", "dry-run", "Did you mean \"dry_run\"?")]
    [InlineData("max_credits=0.1", "max_credits", "max_credits belongs into the body.")]
    [InlineData("maxCredits=0.1", "maxCredits", "Did you mean \"max_credits\"? It belongs into the body.")]
    [InlineData("idempotency_key=a", "idempotency_key", "Idempotency-Key is a header.")]
    [InlineData("async=true", "async", "This route takes wait, dry_run, balance, again.")]
    [InlineData("wait=no", "wait", "?wait= must be true or false; received \"no\".")]
    [InlineData("wait=0", "wait", "must be true or false")]
    [InlineData("wait", "wait", "must be true or false")]
    [InlineData("wait=true&wait=false", "wait", "?wait= is given more than once.")]
    public async Task A_call_with_such_a_query_is_refused_before_it_is_paid_for(string query, string parameter, string advice)
    {
        var (status, body) = await SendAsync("POST", $"{TestConnector.TextToImage}?{query}");

        Assert.Equal((HttpStatusCode.BadRequest, parameter), (status, Problem(body).Parameter));
        Assert.Contains(advice, body!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(_upstream.Requests);
    }

    [Theory]
    [InlineData("api/action/dreamstudio-text-to-image", "/api/actions/…")]
    [InlineData("api/file/a.png", "/api/files/…")]
    [InlineData("api/job/1", "/api/jobs/…")]
    public async Task A_misspelled_route_is_told_which_one_it_may_mean(string path, string meant)
    {
        var (status, body) = await SendAsync("GET", path);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains($"Did you mean \"{meant}\"?", body!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_of_a_query_s_problems_are_told_at_once()
    {
        var (_, body) = await SendAsync("POST", $"{TestConnector.TextToImage}?dryRun=true&wait=no&balance=1", ("X-Idempotency-Key", "a"), ("Prefer", "async"));

        Assert.Equal(
            new SortedSet<string>(StringComparer.Ordinal) { "dryRun", "wait", "balance", "Prefer", "X-Idempotency-Key" },
            new SortedSet<string>(body!["problems"]!.AsArray().Select(one => one!["parameter"]!.GetValue<string>()), StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_balance_alone_is_refused_since_only_a_dry_run_reads_it()
    {
        var (status, body) = await SendAsync("POST", $"{TestConnector.TextToImage}?balance=true");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("dry_run=true", body!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(_upstream.Requests);
    }

    [Theory]
    [InlineData("Idempotency_Key", "Idempotency-Key")]
    [InlineData("X-Idempotency-Key", "Idempotency-Key")]
    [InlineData("IdempotencyKey", "Idempotency-Key")]
    [InlineData("Idempotent-Key", "Idempotency-Key")]
    [InlineData("Request-Idempotency-Key", "Idempotency-Key")]
    [InlineData("X-Request-Idempotency-Key", "Idempotency-Key")]
    [InlineData("X-Prefer", "Prefer")]
    [InlineData("Preference", "Prefer")]
    [InlineData("Async", "Prefer")]
    [InlineData("X-Async", "Prefer")]
    [InlineData("Respond-Async", "Prefer")]
    public async Task A_header_that_can_only_mean_one_of_ours_is_told(string header, string meant)
    {
        var (status, body) = await SendAsync("POST", TestConnector.TextToImage, (header, "respond-async"));

        Assert.Equal((HttpStatusCode.BadRequest, (header, "unknown_parameter")), (status, Problem(body)));
        Assert.Contains($"Did you mean \"{meant}\"?", body!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(_upstream.Requests);
    }

    [Fact]
    public async Task Every_name_of_an_action_s_query_is_refused_as_a_header_that_says_where_it_belongs()
    {
        foreach (var parameter in EndpointTable.All.Single(endpoint => endpoint.Name == "run-action").Taken(ApiPlace.Query))
        {
            foreach (var header in new[] { parameter.Name.Replace('_', '-'), parameter.Name, $"X-{parameter.Name.Replace('_', '-')}" })
            {
                var (status, body) = await SendAsync("POST", TestConnector.TextToImage, (header, "true"));
                var (batchStatus, batch) = await SendAsync("POST", "api/batches", (header, "true"));

                Assert.Equal((HttpStatusCode.BadRequest, (header, "unknown_parameter")), (status, Problem(body)));
                Assert.Contains($"{parameter.Name} belongs into the query", body!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
                Assert.Equal((HttpStatusCode.BadRequest, (header, "unknown_parameter")), (batchStatus, Problem(batch)));
            }
        }

        Assert.Empty(_upstream.Requests);
    }

    [Theory]
    [InlineData("Max-Credits")]
    [InlineData("X-Max-Credits")]
    [InlineData("max_credits")]
    public async Task A_limit_of_credits_in_a_header_is_told_to_belong_into_the_body(string header)
    {
        var (status, body) = await SendAsync("POST", TestConnector.TextToImage, (header, "0.1"));

        Assert.Equal((HttpStatusCode.BadRequest, (header, "unknown_parameter")), (status, Problem(body)));
        Assert.Contains("max_credits belongs into the body.", body!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(_upstream.Requests);
    }

    [Fact]
    public async Task Headers_of_clients_and_of_what_stands_before_the_connector_are_taken()
    {
        var (status, _) = await SendAsync(
            "POST",
            TestConnector.TextToImage,
            ("Priority", "u=1"), ("X-Request-Id", "abc"), ("Accept", "*/*"), ("Accept-Language", "de"), ("Width", "640"), ("Viewport-Width", "640"), ("Seed", "1"),
            ("Cache-Control", "no-cache"), ("X-Forwarded-Prefix", "/a"), ("X-MS-Client-Request-Id", "abc"), ("X-Amzn-Trace-Id", "abc"), ("Sec-Fetch-Mode", "cors"),
            ("X-Retry-Count", "1"), ("X-Correlation-Id", "abc"), ("Origin-Agent-Cluster", "?1"), ("Save-Data", "on"), ("Downlink", "1"), ("Keep-Alive", "5"), ("X-Wait-Time", "1"));

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Theory]
    [InlineData("?again=")]
    [InlineData("?again=%20")]
    public async Task An_empty_again_is_told_in_words(string query)
    {
        var (status, body) = await SendAsync("POST", $"{TestConnector.TextToImage}{query}");

        Assert.Equal((HttpStatusCode.BadRequest, "bad_request"), (status, body!["code"]!.GetValue<string>()));
        Assert.Contains("?again= names no file", body["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(_upstream.Requests);
    }

    [Theory]
    [InlineData("Idempotency-Key")]
    [InlineData("Idempotency_Key")]
    [InlineData("X-Idempotency-Key")]
    public async Task Rejects_a_key_on_an_upload_which_reads_none(string header)
    {
        var (status, body) = await SendAsync("POST", "api/files", (header, "a"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"The header \"{header}\" is not read here.", body!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("async")]
    [InlineData("respond_async")]
    [InlineData("respond-async=true")]
    [InlineData("wait=false")]
    [InlineData("return=minimal, respondasync")]
    public async Task A_preference_that_is_not_understood_is_refused(string prefer)
    {
        var (status, body) = await SendAsync("POST", TestConnector.TextToImage, ("Prefer", prefer));

        Assert.Equal((HttpStatusCode.BadRequest, ("Prefer", "not_allowed")), (status, Problem(body)));
        Assert.Contains("respond-async", body!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(_upstream.Requests);
    }

    [Theory]
    [InlineData("Respond-Async", HttpStatusCode.Accepted)]
    [InlineData("return=representation, wait=10, respond-async", HttpStatusCode.Accepted)]
    [InlineData("odata.continue-on-error", HttpStatusCode.OK)]
    public async Task Preferences_of_the_standard_are_taken(string prefer, HttpStatusCode expected)
    {
        var (status, _) = await SendAsync("POST", TestConnector.TextToImage, ("Prefer", prefer));

        Assert.Equal(expected, status);
    }

    private static string PathOf(HttpEndpoint endpoint) => endpoint.Route
        .Replace("{*path}", "a/b.png", StringComparison.Ordinal)
        .Replace("{id}", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", StringComparison.Ordinal)
        .Replace("{name}", "dreamstudio-text-to-image", StringComparison.Ordinal)
        .Replace("{app}", "dreamstudio", StringComparison.Ordinal)
        .Replace("{list}", "engines", StringComparison.Ordinal);

    private static (string? Parameter, string? Code) Problem(JsonNode? body) =>
        body?["problems"]?[0] is { } problem ? (problem["parameter"]!.GetValue<string>(), problem["code"]!.GetValue<string>()) : (null, null);

    private async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(string method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
        {
            request.Content = new StringContent("""{"prompt": "x"}""", Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var response = await _connector.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null);
    }
}
