using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Connector.Functions.Tests.Hosting;

namespace Connector.Functions.Tests.Endpoints;

public class FileTests
{
    [Fact]
    public async Task A_saved_file_is_served_whole_in_ranges_and_not_again_when_it_is_known()
    {
        await using var connector = await TestConnector.StartAsync();
        var (_, receipt) = await connector.PostAsync("""{"prompt": "x", "engine_id": "stable-diffusion-512-v2-1", "width": 512, "height": 512}""");
        var url = new Uri(receipt["url"]!.GetValue<string>());
        var saved = await File.ReadAllBytesAsync(new Uri(receipt["location"]!.GetValue<string>()).LocalPath);

        var whole = await connector.Http.GetAsync(url);
        Assert.Equal(saved, await whole.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", whole.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", whole.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("bytes", whole.Headers.AcceptRanges.Single());

        var part = await GetAsync(url, request => request.Headers.Range = new RangeHeaderValue(10, 19));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(saved[10..20], await part.Content.ReadAsByteArrayAsync());

        var beyond = await GetAsync(url, request => request.Headers.Range = new RangeHeaderValue(saved.Length, null));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);

        var known = await GetAsync(url, request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);

        var stale = await GetAsync(url, request =>
        {
            request.Headers.Range = new RangeHeaderValue(10, 19);
            request.Headers.IfRange = new RangeConditionHeaderValue("\"another\"");
        });
        Assert.Equal(HttpStatusCode.OK, stale.StatusCode);

        using var head = new HttpRequestMessage(HttpMethod.Head, url);
        Assert.Equal(saved.Length, (await connector.Http.SendAsync(head)).Content.Headers.ContentLength);

        async Task<HttpResponseMessage> GetAsync(Uri address, Action<HttpRequestMessage> adjust)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            adjust(request);
            return await connector.Http.SendAsync(request);
        }
    }

    [Theory]
    [InlineData("/api/files/")]
    [InlineData("/api/files/../secret.txt")]
    [InlineData("/api/files/%2e%2e/secret.txt")]
    [InlineData("/api/files/..%2fsecret.txt")]
    [InlineData("/api/files/..%5csecret.txt")]
    [InlineData("/api/files/%252e%252e%252fsecret.txt")]
    [InlineData("/api/files/a/..%2f..%2fsecret.txt")]
    [InlineData("/api/files/a%00.png")]
    [InlineData("/api/files//etc/passwd")]
    [InlineData("/api/files/%2fetc%2fpasswd")]
    [InlineData("/api/files/%5c%5cserver%5cshare%5cx")]
    [InlineData("/api/files/C:%5cwindows%5cwin.ini")]
    [InlineData("/api/files/.hidden")]
    [InlineData("/api/files/link.txt")]
    public async Task A_path_that_leads_elsewhere_answers_a_4xx_problem(string path)
    {
        await using var connector = await TestConnector.StartAsync();
        var outside = Directory.CreateTempSubdirectory("connector-outside-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(outside.FullName, "secret.txt"), "SECRET");
            File.CreateSymbolicLink(Path.Combine(connector.Files.Path, "link.txt"), Path.Combine(outside.FullName, "secret.txt"));

            var answer = await SendRawAsync(connector.Http.BaseAddress!, $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("SECRET", answer, StringComparison.Ordinal);
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    /// <summary>HttpClient tidies paths before sending them; an attacker does not.</summary>
    private static async Task<string> SendRawAsync(Uri server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
