namespace Connector.Testing;

/// <summary>A request as it reached a scripted upstream.</summary>
public sealed record RecordedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
