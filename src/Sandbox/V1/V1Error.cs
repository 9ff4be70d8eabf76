using System.Globalization;
using System.Text.Json;
using Connector.Sandbox.Accounts;
using Connector.Sandbox.Contract;
using Connector.Sandbox.Hosting;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.V1;

/// <summary>An error of v1: its status and the name and message of its envelope <c>{id, name, message}</c>.</summary>
internal sealed record V1Error(int Status, string Name, string Message)
{
    public static V1Error MissingKey { get; } = new(401, "unauthorized", "missing authorization header");

    public static V1Error Forbidden { get; } = new(403, "permission_denied", "You do not have permission to access this resource");

    public static V1Error UnknownPath { get; } = new(404, "not_found", "The requested resource was not found.");

    public static V1Error Server { get; } = new(500, "server_error", "An unexpected server error occurred, please try again.");

    public static V1Error RefusedPrompt { get; } =
        new(400, "invalid_prompts", "One or more of the prompts contains filtered words.");

    public static V1Error TooManySamples { get; } =
        new(400, "invalid_samples", "Sample count may only be greater than 1 when the accept header is set to `application/json`");

    public static V1Error TooLarge { get; } =
        new(400, "invalid_file_size", "The file size of one or more of the provided files is invalid: 5 MB at most");

    /// <summary>The name that the document has for what a schema finds, where it has one.</summary>
    public static V1Error Of(SchemaProblem problem) => problem switch
    {
        // "Height and width must be specified in increments of 64"; no other field has a step.
        { Keyword: "multipleOf" } => new V1Error(400, "invalid_height_or_width", problem.ToString()),
        { Keyword: "required", Path: "mask_image" } => new V1Error(
            400,
            "invalid_mask_image",
            "The parameter `mask_source` was set to `MASK_IMAGE_WHITE` or `MASK_IMAGE_BLACK` but no `mask_image` was provided"),
        _ => BadRequest(problem.ToString()),
    };

    public static V1Error UnsuitableEngine(Engine engine, string operation) =>
        BadRequest($"engine_id: {engine.Id} does not support {operation}");

    public static V1Error BadRequest(string message) => new(400, "bad_request", message);

    /// <summary>Upstream echoes the start and the end of the key, so a client has to scrub the message.</summary>
    public static V1Error WrongKey(string key) => new(
        401,
        "unauthorized",
        $"Incorrect API key provided: {key[..Math.Min(7, key.Length)]}***********{key[^Math.Min(4, key.Length)..]}. "
        + "You can find your API key at https://platform.stability.ai/account/keys.");

    public static V1Error UnknownEngine(string id) => new(404, "not_found", $"The specified engine (ID {id}) was not found.");

    public static V1Error RateLimited(int limit) => new(
        429,
        "rate_limit_exceeded",
        string.Create(
            CultureInfo.InvariantCulture,
            $"You have exceeded the rate limit of {limit} requests within a {RequestWindow.Length.TotalSeconds:0} second period, and have been timed out for {RequestWindow.LockOut.TotalSeconds:0} seconds."));

    /// <summary>429, not 402: v1 says so, and a client that retries every 429 never ends.</summary>
    public static V1Error InsufficientBalance(decimal cost, decimal balance) => new(
        429,
        "insufficient_balance",
        $"Your organization does not have enough balance to request this action (need {Price.InDollars(cost)}, "
        + $"have $0 in active grants, {Price.InDollars(balance)} in balance).");

    public async Task WriteAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.Body);
        json.WriteStartObject();
        json.WriteString("id", RequestId.Of(context));
        json.WriteString("name", Name);
        json.WriteString("message", Message);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }
}
