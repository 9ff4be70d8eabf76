using System.Globalization;
using System.Text.Json;
using Connector.Sandbox.Accounts;
using Connector.Sandbox.Contract;
using Connector.Sandbox.Hosting;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.V2Beta;

/// <summary>An error of v2beta: its status and the name and texts of its envelope <c>{id, name, errors}</c>.</summary>
internal sealed record V2Error(int Status, string Name, IReadOnlyList<string> Errors)
{
    private const string RateLimitName = "rate_limit_exceeded";

    public static V2Error Unauthorized { get; } = new(401, "unauthorized", ["authorization: invalid or missing header value"]);

    public static V2Error PaymentRequired { get; } = new(
        402,
        "payment_required",
        [
            "You lack sufficient credits to make this request. Please purchase more credits at "
            + "https://platform.stability.ai/account/credits and try again.",
        ]);

    public static V2Error Moderated { get; } = new(
        403,
        "content_moderation",
        ["Your request was flagged by our content moderation system, as a result your request was denied and you were not charged."]);

    public static V2Error UnknownPath { get; } = new(404, "not_found", ["The requested resource was not found."]);

    public static V2Error UnknownGeneration { get; } =
        new(404, "generation_not_found", ["id: the generation either does not exist or has expired."]);

    public static V2Error OtherLanguage { get; } =
        new(422, "invalid_language", ["English is the only supported language for this service."]);

    public static V2Error Internal { get; } =
        new(500, "internal_error", ["An unexpected server error has occurred, please try again later."]);

    public static V2Error BadRequest(params IReadOnlyList<string> errors) => new(400, "bad_request", errors);

    /// <summary>All problems of a request at once. What is missing is <c>prompt: required</c> here.</summary>
    public static V2Error Of(IEnumerable<SchemaProblem> problems) => BadRequest(
        [.. problems.Select(problem => (problem.Keyword == "required" ? problem with { Demand = "required" } : problem).ToString())]);

    public static V2Error TooLarge(string limit) =>
        new(413, "payload_too_large", [$"body: payloads cannot be larger than {limit} in size"]);

    public static V2Error RateLimited(int limit) => new(
        429,
        RateLimitName,
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"You have exceeded the rate limit of {limit} requests within a {RequestWindow.Length.TotalSeconds:0} second period, and have been timed out for {RequestWindow.LockOut.TotalSeconds:0} seconds."),
        ]);

    public async Task WriteAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.Body);
        json.WriteStartObject();
        // What refuses requests before they get an id has its name there.
        json.WriteString("id", Name == RateLimitName ? Name : RequestId.Of(context));
        json.WriteString("name", Name);
        json.WriteStartArray("errors");
        foreach (var error in Errors)
        {
            json.WriteStringValue(error);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }
}
