using Connector.Sandbox.Contract;
using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.Conformance;

/// <summary>An upstream API: its document, and the names it has for what every API refuses.</summary>
internal sealed record Api(string Name, ApiDocument Document, int NoCreditsStatus, string NoCreditsName)
{
    public static Api V1 { get; } = new("v1", ApiDocument.Load("stability-v1.openapi.json"), 429, "insufficient_balance");

    public static Api V2Beta { get; } = new("v2beta", ApiDocument.Load("stability-v2beta.openapi.json"), 402, "payment_required");

    public static Api Gateway { get; } = new("gateway", ApiDocument.Load("gateway.openapi.json"), 402, "payment_required");

    public static Api Openai { get; } = new("openai", ApiDocument.Load("openai.openapi.json"), 429, "insufficient_quota") { Prefix = "/openai/v1" };

    public static IReadOnlyList<Api> All { get; } = [V1, V2Beta, Gateway, Openai];

    /// <summary>What stands before the document's paths.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>How a field is said to be missing.</summary>
    public string Missing(string field) =>
        this == Openai ? $"Missing required parameter: '{field}'" : this == V1 ? $"{field}: is required" : $"{field}: required";

    /// <summary>Whether an error is the one of a request that the document forbids.</summary>
    internal bool IsRefusal(Answer answer) =>
        this == Openai ? answer.Json.GetProperty("error").GetProperty("type").ValueEquals("invalid_request_error")
        : this == V1 ? answer.Json.GetProperty("name").GetString() is "bad_request" or "invalid_mime_type"
        : answer.Text.Contains("\"bad_request\"", StringComparison.Ordinal);

    /// <summary>Whether an error says by its place which field it is about.</summary>
    internal bool IsAbout(Answer answer, string field) =>
        this == Openai ? answer.Json.GetProperty("error").GetProperty("param").ValueEquals(field)
        : answer.Json.GetProperty("errors").EnumerateArray().Any(error => error.GetString()!.StartsWith(field + ": ", StringComparison.Ordinal));

    public static Api Of(string name) => All.Single(api => api.Name == name);
}
