using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.V2Beta;

/// <summary>The answers about a job that is not the product itself.</summary>
internal static class JobAnswers
{
    /// <summary>The status of the start depends on the operation: 200 of the older ones, 202 of the newer ones.</summary>
    public static Task AnswerStartedAsync(HttpContext context, int status, string id, CancellationToken cancellationToken) =>
        WriteAsync(context, status, id, null, cancellationToken);

    public static Task AnswerInProgressAsync(HttpContext context, string id, CancellationToken cancellationToken) =>
        WriteAsync(context, 202, id, "in-progress", cancellationToken);

    private static async Task WriteAsync(HttpContext context, int status, string id, string? state, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.Body);
        json.WriteStartObject();
        json.WriteString("id", id);
        if (state is not null)
        {
            json.WriteString("status", state);
        }

        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }
}
