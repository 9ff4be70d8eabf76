using System.Net;
using Connector.Sandbox.Tests.Support;
using Connector.Testing;

namespace Connector.Sandbox.Tests;

public class ServerTests
{
    [Fact]
    public async Task It_listens_on_a_loopback_port_of_its_own()
    {
        await using var first = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);
        await using var second = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

        Assert.Equal("127.0.0.1", first.BaseUrl.Host);
        Assert.NotEqual(0, first.BaseUrl.Port);
        Assert.NotEqual(first.BaseUrl.Port, second.BaseUrl.Port);
    }

    [Fact]
    public async Task It_ignores_the_addresses_that_the_environment_gives_to_its_host()
    {
        string[] names = ["ASPNETCORE_URLS", "URLS", "Kestrel__Endpoints__Other__Url"];
        Array.ForEach(names, name => Environment.SetEnvironmentVariable(name, "http://127.0.0.1:1"));
        try
        {
            await using var server = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);
            Assert.NotEqual(1, server.BaseUrl.Port);
        }
        finally
        {
            Array.ForEach(names, name => Environment.SetEnvironmentVariable(name, null));
        }
    }

    [Fact]
    public async Task It_counts_every_request_even_refused_ones()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);
        using var client = new SandboxClient(server);
        Assert.Equal(0, server.RequestCount);

        await client.SendAsync(SandboxClient.Get("v1/user/balance"));
        await client.SendAsync(SandboxClient.Get("v1/user/balance", key: null));
        await client.SendAsync(SandboxClient.Get("nowhere"));

        Assert.Equal(3, server.RequestCount);
    }

    [Fact]
    public async Task It_stops_quickly_although_an_answer_is_still_due()
    {
        var time = new ManualTime();
        var server = await SandboxServer.StartAsync(new SandboxOptions { Time = time }, CancellationToken.None);
        using var client = new SandboxClient(server);
        var answer = client.GenerateAsync(SandboxClient.Body("sandbox:slow"));
        await time.Started;

        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => answer);
    }

    [Fact]
    public async Task Its_port_is_closed_after_it_stopped()
    {
        var server = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);
        using var client = new SandboxClient(server);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(SandboxClient.Get("v1/user/balance"))).Status);

        await server.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(SandboxClient.Get("v1/user/balance")));
    }

    [Fact]
    public async Task It_may_be_stopped_twice()
    {
        var server = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

        await server.DisposeAsync();
        await server.DisposeAsync();

        Assert.Equal("127.0.0.1", server.BaseUrl.Host);
    }

    [Fact]
    public async Task A_cancelled_start_does_not_leave_a_server_behind()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SandboxServer.StartAsync(new SandboxOptions(), cancelled.Token));
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SandboxOptions { Credits = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SandboxOptions { RequestsPerWindow = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SandboxOptions { AsyncDelay = TimeSpan.FromSeconds(-1) });
    }
}
