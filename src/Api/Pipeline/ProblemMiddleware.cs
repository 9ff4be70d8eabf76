using Connector.Api.Endpoints;
using Connector.Api.Http;
using Connector.Callers;
using Connector.Failures;
using Connector.Runs;

namespace Connector.Api.Pipeline;

/// <summary>Turns every failure into a problem document, whoever noticed it.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        var failure = await TryAsync(context);
        if (failure is null)
        {
            return;
        }

        using (CallerScope.Begin(logger, context.Caller().Name))
        {
            RunLog.Refused(logger, failure, context.TraceIdentifier, EndpointTable.NameOf(context.Request), time.GetElapsedTime(started));
        }

        if (context.Response.HasStarted)
        {
            // Half an answer is out; only a broken connection tells the caller that it is no whole one.
            context.Abort();
            return;
        }

        await JsonAnswer.WriteProblemAsync(context, ProblemDocument.Of(failure, context.TraceIdentifier));
    }

    private async Task<ConnectorException?> TryAsync(HttpContext context)
    {
        try
        {
            await next(context);
            return context.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null } ? OfStatus(context) : null;
        }
        catch (ConnectorException failure)
        {
            return failure;
        }
        catch (BadHttpRequestException exception)
        {
            return new ConnectorException(exception.StatusCode, ErrorCodes.BadRequest, exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
            logger.LogInformation("{Message} {RequestId}", exception.Message, context.TraceIdentifier);
            return null;
        }
        catch (Exception exception)
        {
            return ConnectorException.Internal(context.TraceIdentifier, exception);
        }
    }

    /// <summary>Routing and file serving answer with a bare status.</summary>
    private static ConnectorException OfStatus(HttpContext context)
    {
        var (method, path) = (context.Request.Method, InputText.Shorten(context.Request.Path.Value ?? "/"));
        return context.Response.StatusCode switch
        {
            404 => new ConnectorException(404, ErrorCodes.NotFound, $"There is nothing at {path}.{EndpointTable.SuggestionFor(context.Request.Path)} GET /api/actions lists the actions."),
            405 => new ConnectorException(405, ErrorCodes.MethodNotAllowed, $"{path} does not take {InputText.Shorten(method)}; it takes {context.Response.Headers.Allow}."),
            var status => new ConnectorException(status, ErrorCodes.BadRequest, $"{method} {path} was refused."),
        };
    }
}
