using System.Net;
using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.V1;

public sealed class CreditTests : IAsyncLifetime
{
    private RunningSandbox _sandbox = null!;

    public Task InitializeAsync() => StartAsync(credits: 25.5m);

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Theory]
    [InlineData("", 0.9)]
    [InlineData("\"steps\":10", 0.9)]
    [InlineData("\"steps\":30", 0.9)]
    [InlineData("\"steps\":60", 1.8)]
    [InlineData("\"steps\":75,\"samples\":2", 4.5)]
    [InlineData("\"samples\":3", 2.7)]
    public async Task A_picture_costs_by_its_steps_and_samples(string more, double cost)
    {
        Assert.Equal(25.5, await _sandbox.Client.CreditsAsync());
        var body = SandboxClient.Body("a tree", "\"width\":128,\"height\":128" + (more.Length == 0 ? "" : "," + more));

        (await _sandbox.Client.GenerateAsync(body)).ShouldBeOk();

        Assert.Equal(25.5 - cost, await _sandbox.Client.CreditsAsync(), precision: 10);
    }

    [Fact]
    public async Task Refused_requests_cost_nothing()
    {
        (await _sandbox.Client.GenerateAsync("{}")).ShouldBeError(400, "bad_request");
        (await _sandbox.Client.GenerateAsync(SandboxClient.Body("x"), engine: "none")).ShouldBeError(404, "not_found");
        (await _sandbox.Client.GenerateAsync(SandboxClient.Body("x", "\"width\":64"))).ShouldBeError(400, "bad_request");

        Assert.Equal(25.5, await _sandbox.Client.CreditsAsync());
    }

    [Fact]
    public async Task Each_key_has_its_own_credits()
    {
        (await _sandbox.Client.GenerateAsync(SandboxClient.Body("x"), key: "sk-sandbox-a")).ShouldBeOk();

        Assert.Equal(24.6, await _sandbox.Client.CreditsAsync("sk-sandbox-a"), precision: 10);
        Assert.Equal(25.5, await _sandbox.Client.CreditsAsync("sk-sandbox-b"));
    }

    [Theory]
    [InlineData(0, "need $0.009, have $0 in active grants, $0 in balance")]
    [InlineData(0.5, "need $0.009, have $0 in active grants, $0.005 in balance")]
    public async Task Too_few_credits_answer_429_and_say_how_many_are_needed(double credits, string amounts)
    {
        await DisposeAsync();
        await StartAsync((decimal)credits);

        var answer = await _sandbox.Client.GenerateAsync(SandboxClient.Body("x"));

        Assert.Equal(
            $"Your organization does not have enough balance to request this action ({amounts}).",
            answer.ShouldBeError(429, "insufficient_balance"));
        Assert.Equal(credits, await _sandbox.Client.CreditsAsync());
    }

    [Fact]
    public async Task Credits_run_down_to_the_last_picture_even_when_all_are_asked_for_at_once()
    {
        await DisposeAsync();
        await StartAsync(credits: 5 * 0.9m);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _sandbox.Client.GenerateAsync(SandboxClient.Body("x"))));

        Assert.Equal(5, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Equal(0, await _sandbox.Client.CreditsAsync());
    }

    private async Task StartAsync(decimal credits) =>
        _sandbox = await RunningSandbox.StartAsync(new SandboxOptions { Credits = credits });
}
