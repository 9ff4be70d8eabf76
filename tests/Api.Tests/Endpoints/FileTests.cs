using System.Net.Sockets;
using System.Text;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

public class FileTests
{
    [Theory]
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
