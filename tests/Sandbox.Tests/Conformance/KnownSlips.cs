namespace Connector.Sandbox.Tests.Conformance;

/// <summary>Where the documents are known to be wrong or silent and the sandbox does what the real APIs do.</summary>
internal static class KnownSlips
{
    /// <summary>Problems of answers against their schemas that are the document's fault, by API and problem.</summary>
    private static readonly (string Api, string Problem, string Why)[] Answers =
    [
        ("v1", "status: is required", "Error.required names a status that is no property of it and in no error ever captured"),
        ("v1", "body: must be an array", "the 200 of a generation is {artifacts: [...]}, as the document's own samples read it"),
    ];

    /// <summary>Statuses that an operation answers although its document does not list them.</summary>
    private static readonly (string Api, int Status, string Why)[] Statuses =
    [
        ("v1", 429, "the rate limit and insufficient_balance, both seen live"),
        ("gateway", 400, "the document has no error at all"),
        ("gateway", 402, "the document has no error at all"),
    ];

    public static bool IsAnswer(string api, string problem) => Array.Exists(Answers, slip => slip.Api == api && slip.Problem == problem);

    public static bool IsStatus(string api, int status) => Array.Exists(Statuses, slip => slip.Api == api && slip.Status == status);
}
