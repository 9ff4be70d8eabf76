using System.Globalization;
using Connector.Api.Endpoints;
using Connector.Failures;

namespace Connector.Cli.Hosting;

/// <summary>
/// Has requests wait for their turn that have files and sockets of their own open: as many are at work at once as there is room for.
/// A caller who would wait longer than most clients do is told to come again, before anything of the request is done.
/// </summary>
/// <param name="next">What is next.</param>
/// <param name="room">The turns.</param>
/// <param name="time">The clock.</param>
internal sealed class RoomMiddleware(RequestDelegate next, RoomTurns room, TimeProvider time)
{
    /// <summary>Many clients give up after 60 or 100 seconds, and would not know whether they were charged.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan ComeAgain = TimeSpan.FromSeconds(10);

    public async Task InvokeAsync(HttpContext context)
    {
        if (EndpointTable.IsProbe(context.Request))
        {
            // A probe is to hear from a busy server too. It does not come again over the same connection, which would hold a place.
            context.Response.Headers.Connection = "close";
            await next(context);
            return;
        }

        var turns = HttpMethods.IsPost(context.Request.Method) ? room.Runs : room.Reads;
        if (!turns.Wait(TimeSpan.Zero, CancellationToken.None))
        {
            await WaitAsync(turns, context.RequestAborted);
        }

        try
        {
            await next(context);
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task WaitAsync(SemaphoreSlim turns, CancellationToken aborted)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, patience.Token);
        try
        {
            await turns.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            throw new ConnectorException(
                429,
                ErrorCodes.RateLimited,
                string.Create(CultureInfo.InvariantCulture, $"The server has as many requests at work as the process may have files open for, and had no turn for this one in {Patience.TotalSeconds} seconds. Nothing was done; come again, or raise the limit (ulimit -n)."))
            {
                RetryAfter = ComeAgain,
            };
        }
    }
}
