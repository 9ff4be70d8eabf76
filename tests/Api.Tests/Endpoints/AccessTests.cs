using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Callers;
using Connector.Cli.Hosting;
using Connector.Failures;
using Connector.Settings;
using Connector.Testing.Hosting;
using Microsoft.Extensions.Configuration;

namespace Connector.Api.Tests.Endpoints;

public class AccessTests
{
    [Theory]
    [InlineData("api/actions", null, 401)]
    [InlineData("api/actions", "wrong", 401)]
    [InlineData("api/actions", "first-ke", 401)]
    [InlineData("api/actions", "first-key", 200)]
    [InlineData("api/actions?code=second-key", null, 200)]
    [InlineData("api/actions?code=wrong", null, 401)]
    [InlineData("api/files/x.png", null, 401)]
    [InlineData("api/nothing", null, 401)]
    [InlineData("api/health", null, 200)]
    public async Task Where_keys_are_set_a_caller_must_show_one(string path, string? key, int status)
    {
        await using var connector = await TestConnector.StartAsync(("Access:Keys:0", "first-key"), ("Access:Keys:1", "second-key"));
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        Assert.Equal(status, (int)(await connector.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Who_shows_a_key_in_the_address_finds_it_in_that_of_the_job_and_nowhere_else()
    {
        await using var connector = await TestConnector.StartAsync(("Access:Keys:0", "a key & more"));
        using var content = new StringContent("""{"prompt": "x"}""", Encoding.UTF8, "application/json");

        using var accepted = await connector.Http.PostAsync(new Uri($"{TestConnector.TextToImage}?wait=false&code=a%20key%20%26%20more", UriKind.Relative), content);
        using var followed = await connector.Http.GetAsync(accepted.Headers.Location);

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.NotEqual(HttpStatusCode.Unauthorized, followed.StatusCode);
        Assert.DoesNotContain("key", await accepted.Content.ReadAsStringAsync() + await followed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_shows_a_key_in_the_header_does_not_find_it_in_an_address()
    {
        await using var connector = await TestConnector.StartAsync(("Access:Keys:0", "secret"));
        using var content = new StringContent("""{"prompt": "x"}""", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{TestConnector.TextToImage}?wait=false") { Content = content, Headers = { { "x-functions-key", "secret" } } };

        using var accepted = await connector.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.Accepted, ""), (accepted.StatusCode, accepted.Headers.Location!.Query));
    }

    /// <summary>Power Automate follows Location without the key of the connection, unless it leads through the gateway that adds it.</summary>
    [Theory]
    [InlineData("https://gateway.example/apim/images/8f1c", "https://gateway.example/apim/images/8f1c/api/jobs/")]
    [InlineData("https://gateway.example/apim/images/8f1c/?x=1", "https://gateway.example/apim/images/8f1c/api/jobs/")]
    [InlineData("http://gateway.example/apim", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("nonsense", null)]
    public async Task Who_calls_through_the_gateway_of_Power_Platform_is_sent_back_through_it(string gateway, string? expected)
    {
        await using var connector = await TestConnector.StartAsync();
        using var content = new StringContent("""{"prompt": "x"}""", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{TestConnector.TextToImage}?wait=false")
        {
            Content = content,
            Headers = { { "X-MS-APIM-Referrer-Prefix", gateway } },
        };

        using var accepted = await connector.Http.SendAsync(request);

        var job = JsonNode.Parse(await accepted.Content.ReadAsStringAsync())!;
        Assert.StartsWith(expected ?? connector.Http.BaseAddress!.AbsoluteUri, accepted.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        Assert.EndsWith($"/api/jobs/{job["job_id"]}", accepted.Headers.Location.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal($"{connector.Http.BaseAddress}api/jobs/{job["job_id"]}", (string)job["job_url"]!);
    }

    [Theory]
    [InlineData("http://127.0.0.1:7071", false)]
    [InlineData("http://localhost:7071", false)]
    [InlineData("http://[::1]:7071", false)]
    [InlineData("http://0.0.0.0:7071", true)]
    [InlineData("http://*:7071", true)]
    [InlineData("http://+:7071", true)]
    [InlineData("http://[::]:7071", true)]
    [InlineData("http://192.168.1.5:7071", true)]
    [InlineData("http://example.org:7071", true)]
    [InlineData("http://127.0.0.1:7071;http://0.0.0.0:7071", true)]
    public void Without_keys_only_loopback_is_listened_on(string urls, bool refused)
    {
        var addresses = ListenAddresses.From(urls, new ConfigurationBuilder().Build());
        var settings = SettingsReader.Read([], Catalog.All.Apps);

        var failure = Record.Exception(() => addresses.ThrowIfOpenToOthers(settings));

        Assert.Equal(refused, failure is ConnectorException { Code: ErrorCodes.InvalidSettings });
        addresses.ThrowIfOpenToOthers(settings with { Access = new AccessOptions { Keys = [new CallerKey(CallerKey.Hash("key"), Caller.Nobody)] } });
    }
}
