using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Connector.Api.Documents;
using Connector.Failures;

namespace Connector.Api.Http;

/// <summary>Writes JSON answers.</summary>
internal static class JsonAnswer
{
    public static Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> shape, string contentType = "application/json") =>
        WriteAsync(context, JsonSerializer.SerializeToUtf8Bytes(value, shape), contentType);

    /// <summary>Writes JSON that was put together by hand.</summary>
    public static Task WriteAsync(HttpContext context, JsonNode json) => WriteAsync(context, Bytes(json), "application/json");

    /// <summary>JSON that was put together by hand, as it is sent.</summary>
    public static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString(JsonStyles.Compact.Options));

    /// <summary>An answer as it is sent, with how far its callback has come beside its own members.</summary>
    public static byte[] With<T>(T value, JsonTypeInfo<T> shape, CallbackDocument? callback)
    {
        if (callback is null)
        {
            return JsonSerializer.SerializeToUtf8Bytes(value, shape);
        }

        var members = JsonSerializer.SerializeToNode(value, shape)!.AsObject();
        members["callback"] = JsonSerializer.SerializeToNode(callback, JsonStyles.Compact.CallbackDocument);
        return Bytes(members);
    }

    public static Task WriteProblemAsync(HttpContext context, ProblemDocument problem, CallbackDocument? callback = null)
    {
        var headers = context.Response.Headers;
        context.Response.StatusCode = problem.Status;

        // These may tell of the file that was to be sent; a problem must not be kept in its place.
        headers.CacheControl = "no-store";
        headers.ETag = headers.LastModified = headers.AcceptRanges = headers.ContentRange = default;
        if (problem.RetryAfter is { } seconds)
        {
            headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return WriteAsync(context, With(problem, JsonStyles.Compact.ProblemDocument, callback), ProblemDocument.ContentType);
    }

    /// <summary>Writes JSON that is there already.</summary>
    public static Task WriteAsync(HttpContext context, byte[] json, string contentType)
    {
        // Answers are small: sent whole, with a length, for hosts that do not take chunks.
        context.Response.ContentType = contentType;
        context.Response.ContentLength = json.Length;
        return context.Response.Body.WriteAsync(json, context.RequestAborted).AsTask();
    }
}
