using Connector.Sandbox.Contract;

namespace Connector.Sandbox.Tests.Conformance;

/// <summary>An upstream API: its document, and the names it has for what every API refuses.</summary>
internal sealed record Api(string Name, ApiDocument Document, int NoCreditsStatus, string NoCreditsName)
{
    public static Api V1 { get; } = new("v1", ApiDocument.Load("stability-v1.openapi.json"), 429, "insufficient_balance");

    public static Api V2Beta { get; } = new("v2beta", ApiDocument.Load("stability-v2beta.openapi.json"), 402, "payment_required");

    public static Api Gateway { get; } = new("gateway", ApiDocument.Load("gateway.openapi.json"), 402, "payment_required");

    public static IReadOnlyList<Api> All { get; } = [V1, V2Beta, Gateway];

    public static Api Of(string name) => All.Single(api => api.Name == name);
}
