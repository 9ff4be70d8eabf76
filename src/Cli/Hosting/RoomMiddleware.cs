using Connector.Api.Endpoints;

namespace Connector.Cli.Hosting;

/// <summary>Has requests wait for their turn that have files and sockets of their own open: as many are at work at once as there is room for.</summary>
/// <param name="next">What is next.</param>
/// <param name="room">The turns.</param>
internal sealed class RoomMiddleware(RequestDelegate next, RoomTurns room)
{
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
        await turns.WaitAsync(context.RequestAborted);
        try
        {
            await next(context);
        }
        finally
        {
            turns.Release();
        }
    }
}
