using System.Net;
using Connector.Sandbox.Tests.Support;
using Connector.Testing;

namespace Connector.Sandbox.Tests.V1;

public sealed class RateLimitTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() =>
        _sandbox = await RunningSandbox.StartAsync(new SandboxOptions { Time = _time, RequestsPerWindow = 3 });

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task One_request_too_many_is_refused_in_the_envelope_of_v1_without_a_time_to_retry()
    {
        await PassAsync(3);

        var answer = await SendAsync();

        Assert.Equal(
            "You have exceeded the rate limit of 3 requests within a 10 second period, and have been timed out for 60 seconds.",
            answer.ShouldBeError(429, "rate_limit_exceeded"));
        Assert.DoesNotContain("Retry-After", answer.Headers.Keys);
    }

    [Fact]
    public async Task The_window_slides()
    {
        await PassAsync(2);
        _time.Advance(TimeSpan.FromSeconds(9));
        await PassAsync(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        await PassAsync(2);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync()).Status);
    }

    [Fact]
    public async Task The_lock_out_lasts_sixty_seconds_however_often_it_is_tried()
    {
        await PassAsync(3);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync()).Status);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync()).Status);
        _time.Advance(TimeSpan.FromSeconds(1));

        await PassAsync(3);
    }

    [Fact]
    public async Task Each_key_has_its_own_window()
    {
        await PassAsync(3);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync()).Status);

        (await SendAsync("sk-sandbox-other")).ShouldBeOk();
    }

    [Fact]
    public async Task By_default_it_is_150_requests()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Time = _time }, CancellationToken.None);
        using var client = new SandboxClient(server);
        for (var sent = 0; sent < 150; sent++)
        {
            (await client.SendAsync(SandboxClient.Get("v1/user/balance"))).ShouldBeOk();
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.SendAsync(SandboxClient.Get("v1/user/balance"))).Status);
    }

    private async Task PassAsync(int requests)
    {
        for (var sent = 0; sent < requests; sent++)
        {
            (await SendAsync()).ShouldBeOk();
        }
    }

    private Task<Answer> SendAsync(string key = SandboxServer.Key) => _sandbox.Client.SendAsync(SandboxClient.Get("v1/user/balance", key));
}
