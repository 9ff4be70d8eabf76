using Connector.Cli.Hosting;
using Connector.Failures;
using Connector.Testing;
using Microsoft.AspNetCore.Http;

namespace Connector.Cli.Tests.Hosting;

/// <summary>Requests wait for their turn, but not for ever; probes do not wait.</summary>
public sealed class RoomMiddlewareTests : IDisposable
{
    private readonly RoomTurns _turns = new(new ServerRoom(Connections: 10, Runs: 1, Reads: 1, Limit: 300));
    private readonly TaskCompletionSource _atWork = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _turns.Dispose();

    [Fact]
    public async Task A_run_that_gets_no_turn_in_time_is_told_to_come_again_and_the_next_has_its_turn()
    {
        var room = new RoomMiddleware(_ => _atWork.Task, _turns, _time);
        var first = room.InvokeAsync(Request("POST", "/api/actions/stability-generate-core"));
        var second = room.InvokeAsync(Request("POST", "/api/actions/stability-generate-core"));

        _time.Advance(RoomMiddleware.Patience);
        var refused = await Assert.ThrowsAsync<ConnectorException>(() => second);
        _atWork.SetResult();
        await first;
        await room.InvokeAsync(Request("POST", "/api/actions/stability-generate-core"));

        Assert.Equal((429, ErrorCodes.RateLimited), (refused.Status, refused.Code));
        Assert.NotNull(refused.RetryAfter);
        Assert.Equal(1, _turns.Runs.CurrentCount);
    }

    [Fact]
    public async Task A_probe_is_answered_while_all_turns_are_taken_and_the_page_waits_for_one()
    {
        var room = new RoomMiddleware(context => context.Request.Path == "/api/files" ? _atWork.Task : Task.CompletedTask, _turns, _time);
        var reading = room.InvokeAsync(Request("GET", "/api/files"));

        var probe = Request("GET", "/api/health/live");
        await room.InvokeAsync(probe);
        var page = room.InvokeAsync(Request("GET", "/"));

        Assert.Equal("close", probe.Response.Headers.Connection);
        Assert.False(page.IsCompleted);
        _atWork.SetResult();
        await reading;
        await page;
    }

    private static DefaultHttpContext Request(string method, string path) => new() { Request = { Method = method, Path = path } };
}
