using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Api.Endpoints;
using Connector.Failures;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Http;

/// <summary>What a web page elsewhere can have a browser on this machine send to a self-host without access keys.</summary>
public class ForeignPageTests
{
    private const string Evil = "https://evil.example";
    private const string Listed = "https://flows.example";

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData(null)]
    public async Task No_action_is_run_for_a_page_of_another_origin_whatever_it_posts(string? contentType)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream);
        foreach (var action in Catalog.All.Actions)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"api/actions/{action.Name}");
            request.Content = new StringContent(contentType?.StartsWith("multipart", StringComparison.Ordinal) == true
                ? "--x\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\nA lighthouse\r\n--x--"
                : (await Examples.ForAsync(action)).ToJsonString());
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
            request.Headers.Add("Origin", Evil);

            await AssertRefusedAsync(connector, request, HttpStatusCode.Forbidden, ErrorCodes.ForeignOrigin);
        }

        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData(Evil)]
    [InlineData("null")]
    [InlineData("http://localhost:1")]
    [InlineData("https://127.0.0.1:{port}")]
    [InlineData("http://127.0.0.1:{port}.evil.example")]
    [InlineData("http://evil.example/127.0.0.1:{port}")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1:{port}, https://evil.example")]
    [InlineData("file://")]
    [InlineData("chrome-extension://abcdef")]
    public async Task Every_route_refuses_every_method_of_another_origin(string origin)
    {
        await using var connector = await TestConnector.StartAsync();
        origin = origin.Replace("{port}", $"{connector.Http.BaseAddress!.Port}", StringComparison.Ordinal);
        foreach (var endpoint in EndpointTable.All)
        {
            foreach (var method in endpoint.Methods.Append("OPTIONS"))
            {
                var answer = await RawHttp.SendAsync(
                    connector.Http.BaseAddress, $"{method} /{endpoint.Route.Replace("*", "", StringComparison.Ordinal)} HTTP/1.1\r\nHost: 127.0.0.1:{connector.Http.BaseAddress.Port}\r\nOrigin: {origin}\r\nConnection: close\r\n\r\n");

                Assert.True(RawHttp.Status(answer) == 403, answer);
                Assert.DoesNotContain("Access-Control", answer, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Theory]
    [InlineData("cross-site", "no-cors", "image", 403)]
    [InlineData("same-site", "no-cors", "script", 403)]
    [InlineData("cross-site", "navigate", "iframe", 403)]
    [InlineData("cross-site", "navigate", "document", 200)]
    [InlineData("same-origin", "cors", "empty", 200)]
    [InlineData("none", "navigate", "document", 200)]
    public async Task Without_an_origin_a_browser_may_follow_a_link_but_not_load_for_a_foreign_page(string site, string mode, string destination, int status)
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/options/dreamstudio/engines");
        request.Headers.Add("Sec-Fetch-Site", site);
        request.Headers.Add("Sec-Fetch-Mode", mode);
        request.Headers.Add("Sec-Fetch-Dest", destination);

        Assert.Equal(status, (int)(await connector.Http.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:7071")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("127.0.0.1@evil.example")]
    [InlineData("localhost.")]
    [InlineData("10.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("[::]")]
    [InlineData("[fe80::1]")]
    [InlineData("")]
    public async Task No_route_answers_a_host_name_that_a_page_may_have_pointed_here(string host)
    {
        await using var connector = await TestConnector.StartAsync(("Access:TrustForwardedHeaders", "true"));
        foreach (var endpoint in EndpointTable.All)
        {
            foreach (var method in endpoint.Methods)
            {
                var answer = await RawHttp.SendAsync(
                    connector.Http.BaseAddress!, $"{method} /{endpoint.Route.Replace("*", "", StringComparison.Ordinal)} HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Host: localhost\r\nX-Original-Host: localhost\r\nConnection: close\r\n\r\n");

                // Kestrel itself refuses what is no host at all.
                Assert.True(RawHttp.Status(answer) == (host.IndexOfAny(['@', '[']) < 0 ? 421 : 400) || host == "[fe80::1]", answer);
            }
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:7071")]
    [InlineData("127.0.0.1:1")]
    [InlineData("[::1]:7071")]
    public async Task The_names_of_this_machine_are_answered_on_any_port(string host)
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/health");
        request.Headers.Host = host;
        request.Headers.Add("Origin", $"http://{host}");

        Assert.Equal(HttpStatusCode.OK, (await connector.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_listed_origin_may_call_read_the_answer_and_serve_as_host()
    {
        await using var connector = await TestConnector.StartAsync(("Access:Origins:0", Listed + "/"));

        using var preflight = new HttpRequestMessage(HttpMethod.Options, TestConnector.TextToImage);
        preflight.Headers.Add("Origin", Listed);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "content-type,x-functions-key,idempotency-key,prefer");
        using var allowed = await connector.Http.SendAsync(preflight);
        Assert.Equal(HttpStatusCode.NoContent, allowed.StatusCode);
        Assert.Equal([Listed], allowed.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal("content-type,x-functions-key,idempotency-key,prefer", string.Join(',', allowed.Headers.GetValues("Access-Control-Allow-Headers")));

        using var call = new HttpRequestMessage(HttpMethod.Post, TestConnector.TextToImage);
        call.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        call.Headers.Add("Origin", Listed);
        call.Headers.Host = new Uri(Listed).Authority;
        using var answer = await connector.Http.SendAsync(call);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([Listed], answer.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(["*"], answer.Headers.GetValues("Access-Control-Expose-Headers"));

        using var foreign = new HttpRequestMessage(HttpMethod.Get, "api/health");
        foreign.Headers.Add("Origin", Evil);
        await AssertRefusedAsync(connector, foreign, HttpStatusCode.Forbidden, ErrorCodes.ForeignOrigin);
    }

    [Fact]
    public async Task Where_keys_are_set_they_let_in_and_only_listed_origins_read_the_answers()
    {
        await using var connector = await TestConnector.StartAsync(("Access:Keys:0", "key"), ("Access:Origins:0", Listed));
        foreach (var (origin, readable) in new[] { (Listed, true), (Evil, false) })
        {
            foreach (var (key, status) in new[] { ("key", HttpStatusCode.OK), ("wrong", HttpStatusCode.Unauthorized) })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "api/actions");
                request.Headers.Host = "app.example";
                request.Headers.Add("Origin", origin);
                request.Headers.Add("x-functions-key", key);

                using var answer = await connector.Http.SendAsync(request);

                Assert.Equal((status, readable), (answer.StatusCode, answer.Headers.Contains("Access-Control-Allow-Origin")));
            }
        }
    }

    private static async Task AssertRefusedAsync(TestConnector connector, HttpRequestMessage request, HttpStatusCode status, string code)
    {
        using var answer = await connector.Http.SendAsync(request);
        var problem = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, problem);
        Assert.Equal(code, JsonNode.Parse(problem)!["code"]!.GetValue<string>());
        Assert.Contains("Access__Origins__0", problem, StringComparison.Ordinal);
    }
}
