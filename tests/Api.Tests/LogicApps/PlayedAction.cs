using System.Text.Json.Nodes;

namespace Connector.Api.Tests.LogicApps;

/// <summary>What has become of an action.</summary>
/// <param name="Status">Succeeded, Failed, Skipped or TimedOut.</param>
/// <param name="Outputs">Status code, headers and body of what was answered; null when nothing was.</param>
internal sealed record PlayedAction(string Status, JsonObject? Outputs = null);
