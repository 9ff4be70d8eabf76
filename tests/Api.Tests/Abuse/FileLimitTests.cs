using System.Net;
using System.Net.Sockets;
using System.Text;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Abuse;

/// <summary>The server as a process that may have few files and sockets open, as Linux limits it.</summary>
public sealed class FileLimitTests : IDisposable
{
    private static readonly byte[] Picture = TestPng.Create(1024, 1024);

    private readonly TemporaryFolder _files = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };

    public void Dispose()
    {
        _http.Dispose();
        _files.Dispose();
    }

    [LinuxFact]
    public async Task More_calls_at_once_than_there_are_files_for_are_all_served()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", Picture);
        await using var server = await StartAsync(300, upstream);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 120).Select(_ => CallAsync(server)));

        Assert.True(server.IsAlive);
        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [LinuxTheory]
    [InlineData(1200, "GET /api/hea")]
    [InlineData(2000, "GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    public async Task Idle_connections_neither_end_the_server_nor_keep_others_out(int count, string sent)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", Picture);
        await using var server = await StartAsync(1024, upstream);
        var idle = new List<TcpClient>();
        try
        {
            for (var index = 0; index < count; index++)
            {
                var client = new TcpClient();
                idle.Add(client);
                await client.ConnectAsync(server.Url.Host, server.Url.Port);
                await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(sent));
            }

            using var health = await _http.GetAsync(new Uri(server.Url, "api/health")).WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
            Assert.Equal(HttpStatusCode.OK, await CallAsync(server).WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.True(server.IsAlive);
        }
        finally
        {
            idle.ForEach(client => client.Dispose());
        }
    }

    [LinuxFact]
    public async Task A_probe_of_the_health_holds_no_connection()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", Picture);
        await using var server = await StartAsync(1024, upstream);

        // Reads until the server closes.
        Assert.Equal(200, RawHttp.Status(await RawHttp.SendAsync(server.Url, "GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n")));
    }

    [LinuxTheory]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(150)]
    [InlineData(200)]
    public async Task A_limit_that_is_too_low_is_told_in_a_sentence(int openFiles)
    {
        var result = await ChildProgram.EndAsync(BuiltProgram.StartLimited(openFiles, _files.Path, ["serve", "--urls", "http://127.0.0.1:0"]));

        Assert.Equal(1, result.ExitCode);
        var line = Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"The process may have only {openFiles} files and connections open at once (ulimit -n)", line, StringComparison.Ordinal);
    }

    private Task<ServerProcess> StartAsync(int openFiles, ScriptedUpstream upstream) =>
        ServerProcess.StartLimitedAsync(openFiles, upstream, _files.Path, ("Storage__Root", Path.Combine(_files.Path, "files")));

    private async Task<HttpStatusCode> CallAsync(ServerProcess server)
    {
        using var body = new StringContent("""{"prompt": "x"}""", Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(server.Url, TestConnector.TextToImage), body);
        return answer.StatusCode;
    }
}
