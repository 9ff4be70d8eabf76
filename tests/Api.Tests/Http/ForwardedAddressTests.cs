using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Http;

public class ForwardedAddressTests
{
    [Theory]
    [InlineData("false", null, "http://app.example/api/files/")]
    [InlineData("false", "evil.example", "http://app.example/api/files/")]
    [InlineData("true", null, "https://app.example/api/files/")]
    [InlineData("true", "front.example", "https://front.example/api/files/")]
    [InlineData("true", "evil.example, front.example", "https://front.example/api/files/")]
    public async Task Links_lead_where_the_caller_can_follow_them(string trust, string? forwardedHost, string expected)
    {
        await using var connector = await TestConnector.StartAsync(("Access:TrustForwardedHeaders", trust), ("Access:Keys:0", "key"));
        using var content = new ByteArrayContent(ExampleStore.Png) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/files") { Content = content };
        request.Headers.Host = "app.example";
        request.Headers.Add("x-functions-key", "key");
        request.Headers.Add("X-Forwarded-Proto", "https");
        if (forwardedHost is not null)
        {
            request.Headers.Add("X-Forwarded-Host", forwardedHost);
        }

        using var response = await connector.Http.SendAsync(request);

        var stored = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(expected + stored["path"]!.GetValue<string>(), stored["url"]!.GetValue<string>());
        Assert.Equal(stored["url"]!.GetValue<string>(), response.Headers.Location!.AbsoluteUri);
    }

    [Fact]
    public async Task A_callers_own_invocation_id_counts_for_nothing_outside_the_Functions_host()
    {
        const string invented = "0b6bbd9e-8a3f-4f0b-9d54-5a3fd9f13c55";
        await using var connector = await TestConnector.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/health");
        request.Headers.Add("X-Azure-Functions-InvocationId", invented);

        using var response = await connector.Http.SendAsync(request);

        Assert.NotEqual([invented], response.Headers.GetValues("X-Request-Id"));
    }
}
