using System.Net.ServerSentEvents;
using System.Text;
using Connector.Api.Http;
using Connector.Failures;
using Connector.Runs;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Connector.Api.Mcp;

/// <summary>
/// Hands a message to the package, and its answer to the client in the form that the client takes: events where it names them, else the
/// one message that is the answer. What the package refuses gets its line in the log.
/// </summary>
/// <param name="transport">The package's handler.</param>
/// <param name="loggers">The log.</param>
internal sealed class McpAnswers(McpTransport transport, ILoggerFactory loggers)
{
    private const string Json = "application/json";
    private const string Events = "text/event-stream";

    /// <summary>Answers a message.</summary>
    /// <param name="context">The request, whose body is the message, and its answer.</param>
    public async Task AnswerAsync(HttpContext context)
    {
        if (!TakesEvents(context.Request) && TakesJson(context.Request))
        {
            await AnswerWithJsonAsync(context);
        }
        else
        {
            await transport.HandleAsync(context);
        }

        if (context.Response.StatusCode is >= StatusCodes.Status400BadRequest and var status)
        {
            var code = status switch { 404 => ErrorCodes.NotFound, 406 => ErrorCodes.NotAcceptable, _ => ErrorCodes.BadRequest };
            RunLog.Refused(loggers.CreateLogger<McpAnswers>(), new ConnectorException(status, code, ""), context.TraceIdentifier, McpRefusal.LogName, TimeSpan.Zero);
        }
    }

    private async Task AnswerWithJsonAsync(HttpContext context)
    {
        // The package turns away who does not take both.
        context.Request.Headers.Accept = $"{Json}, {Events}";
        var outside = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var held = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(held, outside));
        try
        {
            await transport.HandleAsync(context);
        }
        finally
        {
            context.Features.Set(outside);
        }

        if (held.Length > 0)
        {
            var json = context.Response.ContentType == Events ? await LastEventAsync(held, context.RequestAborted) : held.ToArray();
            context.Response.Headers.Remove(HeaderNames.ContentEncoding);
            await JsonAnswer.WriteAsync(context, json, Json);
        }
    }

    /// <summary>The last event is the answer; those before it tell that the call is alive.</summary>
    private static async Task<byte[]> LastEventAsync(MemoryStream events, CancellationToken cancellationToken)
    {
        events.Position = 0;
        var last = "";
        await foreach (var item in SseParser.Create(events).EnumerateAsync(cancellationToken))
        {
            last = item.Data.Length > 0 ? item.Data : last;
        }

        return Encoding.UTF8.GetBytes(last);
    }

    /// <summary>A stream must be asked for by name: who takes anything, as curl does, gets what every program reads.</summary>
    private static bool TakesEvents(HttpRequest request) =>
        Accepted(request).Any(range => range.Quality is not 0 && range.MediaType.Equals(Events, StringComparison.OrdinalIgnoreCase));

    private static bool TakesJson(HttpRequest request) =>
        Accepted(request) is var ranges && (ranges.Count == 0 || ranges.Any(range => range.Quality is not 0 && range.MatchesMediaType(Json)));

    private static IList<MediaTypeHeaderValue> Accepted(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges) ? ranges : [];
}
