using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Connector.Sandbox.Accounts;
using Connector.Sandbox.Contract;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.Openai;

/// <summary>An error of OpenAI: its status, and the members of its envelope <c>{"error": {message, type, param, code}}</c>.</summary>
internal sealed record OpenaiError(int Status, string Type, string? Param, string? Code, string Message)
{
    private const string Invalid = "invalid_request_error";

    /// <summary>Upstream writes its quotes as they are.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static OpenaiError MissingKey { get; } = new(
        401, Invalid, null, null, "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth.");

    public static OpenaiError Blocked { get; } = new(
        400, "image_generation_user_error", null, "moderation_blocked", "Your request was rejected by the safety system.");

    public static OpenaiError NoQuota { get; } = new(
        429, "insufficient_quota", null, "insufficient_quota", "You exceeded your current quota, please check your plan and billing details.");

    public static OpenaiError Server { get; } = new(
        500, "server_error", null, null, "The server had an error while processing your request.");

    public static OpenaiError NoJson { get; } = new(400, Invalid, null, null, "The body of your request is not a JSON object.");

    public static OpenaiError NoForm { get; } = new(400, Invalid, null, null, "The body of your request is no multipart/form-data.");

    /// <summary>Upstream echoes the start and the end of the key, so a client has to scrub the message.</summary>
    public static OpenaiError WrongKey(string key) => new(
        401, Invalid, null, "invalid_api_key", $"Incorrect API key provided: {key[..Math.Min(7, key.Length)]}***********{key[^Math.Min(4, key.Length)..]}.");

    public static OpenaiError UnknownPath(HttpRequest request) => new(404, Invalid, null, null, $"Invalid URL ({request.Method} {request.Path})");

    public static OpenaiError UnknownModel(string model) => new(404, Invalid, "model", "model_not_found", $"The model '{model}' does not exist.");

    public static OpenaiError UnknownField(string name) => new(400, Invalid, name, "unknown_parameter", $"Unknown parameter: '{name}'.");

    public static OpenaiError BadValue(string name, string demand) => new(400, Invalid, name, "invalid_value", $"Invalid value for '{name}': {demand}.");

    public static OpenaiError RateLimited(RequestWindow window) => new(
        429,
        "requests",
        null,
        "rate_limit_exceeded",
        string.Create(CultureInfo.InvariantCulture, $"Rate limit reached: {window.Limit} requests per {RequestWindow.Length.TotalSeconds:0} s. Please try again in {RequestWindow.LockOut.TotalSeconds:0}s."));

    /// <summary>The first problem of a request; upstream tells no more than one.</summary>
    public static OpenaiError Of(SchemaProblem problem) => problem.Keyword switch
    {
        "required" => new OpenaiError(400, Invalid, problem.Path, "missing_required_parameter", $"Missing required parameter: '{problem.Path}'."),
        "type" => new OpenaiError(400, Invalid, problem.Path, "invalid_type", $"Invalid type for '{problem.Path}': {problem.Demand}."),
        "minimum" => new OpenaiError(400, Invalid, problem.Path, "integer_below_min_value", $"Invalid '{problem.Path}': integer below minimum value, {problem.Demand}."),
        "maximum" => new OpenaiError(400, Invalid, problem.Path, "integer_above_max_value", $"Invalid '{problem.Path}': integer above maximum value, {problem.Demand}."),
        "minLength" => new OpenaiError(400, Invalid, problem.Path, "string_below_min_length", $"Invalid '{problem.Path}': string too short, {problem.Demand}."),
        "maxLength" => new OpenaiError(400, Invalid, problem.Path, "string_above_max_length", $"Invalid '{problem.Path}': string too long, {problem.Demand}."),
        _ => BadValue(problem.Path, problem.Demand),
    };

    public async Task WriteAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.Body, Plain);
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", Message);
        json.WriteString("type", Type);
        json.WriteString("param", Param);
        json.WriteString("code", Code);
        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }
}
