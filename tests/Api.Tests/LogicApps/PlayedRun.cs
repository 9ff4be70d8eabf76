using System.Text.Json.Nodes;

namespace Connector.Api.Tests.LogicApps;

/// <summary>A run that has ended.</summary>
/// <param name="Answers">The names of the Response actions that ran: the caller gets one answer.</param>
/// <param name="StatusCode">The status of the answer.</param>
/// <param name="ContentType">Its type; null when the workflow does not say.</param>
/// <param name="Body">Its body.</param>
/// <param name="Actions">What has become of each action.</param>
/// <param name="Posts">Every request that was not a poll: the action, the status, and whether it was told to be a repeat.</param>
internal sealed record PlayedRun(
    IReadOnlyList<string> Answers,
    int StatusCode,
    string? ContentType,
    JsonNode? Body,
    IReadOnlyDictionary<string, PlayedAction> Actions,
    IReadOnlyList<(string Action, int Status, bool IsReplay)> Posts);
