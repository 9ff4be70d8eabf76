namespace Connector.Failures;

/// <summary>An error as upstream reported it, cleaned of keys.</summary>
/// <param name="Status">Upstream's HTTP status.</param>
/// <param name="Id">Upstream's id of this occurrence, for its support; absent when it sent none.</param>
/// <param name="Name">Upstream's short name, for example <c>invalid_prompts</c>; absent when it sent none.</param>
/// <param name="Errors">Upstream's messages.</param>
public sealed record UpstreamError(int Status, string? Id, string? Name, IReadOnlyList<string> Errors);
