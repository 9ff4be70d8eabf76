using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Connector.Documents;
using Connector.Json;

namespace Connector.Functions.Http;

/// <summary>Writes JSON answers.</summary>
internal static class JsonAnswer
{
    public static Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> shape, string contentType = "application/json")
    {
        context.Response.ContentType = contentType;
        return JsonSerializer.SerializeAsync(context.Response.Body, value, shape, context.RequestAborted);
    }

    public static Task WriteProblemAsync(HttpContext context, ConnectorException failure)
    {
        var problem = ProblemDocument.Of(failure, context.TraceIdentifier);
        context.Response.StatusCode = problem.Status;
        if (problem.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return WriteAsync(context, problem, JsonStyles.Compact.ProblemDocument, ProblemDocument.ContentType);
    }
}
