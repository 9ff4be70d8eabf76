using System.Text.Json;
using Connector.Functions.Hosting;
using Connector.Input;
using Connector.Runs;
using Connector.Streams;

namespace Connector.Functions.Endpoints;

/// <summary>
/// <c>POST /run-job</c>: the Functions host brings a custom handler a message of the job queue. It exists there alone, and no route of
/// the host leads to it, since those have a prefix. A failure makes the host bring the message again.
/// </summary>
internal static class RunJobEndpoint
{
    /// <summary>The function, which an isolated worker has too.</summary>
    public static QueueFunction Function { get; } = new("run-job", StorageJobQueue.DefaultName);

    /// <summary>Where the host calls it: by its name. The host has no access key to show.</summary>
    public static HttpEndpoint Endpoint { get; } = new(Function.Name, [HttpMethods.Post], Function.Name, HandleAsync) { IsAnonymous = true };

    /// <summary>What the host demands of every answer, though there is nothing to tell.</summary>
    private static ReadOnlyMemory<byte> Answer { get; } = """{"Outputs":{},"Logs":[],"ReturnValue":null}"""u8.ToArray();

    /// <summary>Carries the job of a message on by one step. Only the server's stop interrupts it: a host that waits no longer has paid all the same.</summary>
    /// <param name="services">The server's services.</param>
    /// <param name="id">The message.</param>
    public static Task CarryOnAsync(IServiceProvider services, string id) => RunKey.IsId(id)
        ? services.GetRequiredService<ConnectorRuntime>().CarryOnAsync(id, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping)
        : throw Unreadable();

    private static async Task HandleAsync(HttpContext context)
    {
        await CarryOnAsync(context.RequestServices, await ReadAsync(context));
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Answer.Length;
        await context.Response.Body.WriteAsync(Answer, context.RequestAborted);
    }

    private static async Task<string> ReadAsync(HttpContext context)
    {
        try
        {
            await using var body = new LimitedStream(context.Request.Body, InputLimits.TextBytes);
            using var call = await JsonDocument.ParseAsync(body, default, context.RequestAborted);

            // The host writes a text as JSON within the JSON, in quotes of its own.
            return call.RootElement.GetProperty("Data").GetProperty(QueueFunction.Message).GetString()?.Trim('"') ?? "";
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Unreadable(exception);
        }
    }

    private static ConnectorException Unreadable(Exception? exception = null) =>
        new(400, ErrorCodes.BadRequest, $"The message of {Function.Queue} is not the id of a job.", exception);
}
