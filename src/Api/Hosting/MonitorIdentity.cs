namespace Connector.Api.Hosting;

/// <summary>The managed identity that Application Insights lets in where it takes no keys.</summary>
/// <param name="ClientId">Which one; null for the system's own.</param>
internal sealed record MonitorIdentity(string? ClientId);
