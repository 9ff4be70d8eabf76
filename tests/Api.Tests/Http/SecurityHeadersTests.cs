using System.Text;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Http;

public class SecurityHeadersTests
{
    [Fact]
    public async Task Every_answer_tells_browsers_to_do_nothing_but_show_it()
    {
        await using var connector = await TestConnector.StartAsync();
        var file = $"api/files/{await connector.UploadAsync(TestPng.Create(1, 1))}";
        var paths = new[] { "api/health", "api/actions", "api/files", "api/options/dreamstudio/engines", "api/connections/stability/test", "api/nothing", "nothing", file };
        foreach (var path in paths)
        {
            using var answer = await connector.Http.GetAsync(new Uri(path, UriKind.Relative));
            AssertHeaders(answer);
            Assert.Equal(path != file, answer.Headers.CacheControl!.NoStore);
        }

        using var receipt = await connector.Http.PostAsync(
            new Uri("api/actions/stability-upscale-fast", UriKind.Relative),
            new StringContent($$"""{"image": "{{file["api/files/".Length..]}}"}""", Encoding.UTF8, "application/json"));
        AssertHeaders(receipt);
        Assert.True(receipt.Headers.CacheControl!.NoStore);
    }

    private static void AssertHeaders(HttpResponseMessage answer)
    {
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["default-src 'none'; frame-ancestors 'none'; sandbox"], answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(["same-origin"], answer.Headers.GetValues("Cross-Origin-Resource-Policy"));
        Assert.Equal(["no-referrer"], answer.Headers.GetValues("Referrer-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
    }
}
