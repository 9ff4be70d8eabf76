namespace Connector.Output;

/// <summary>A file in a spill folder, and what upstream said of it.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Seed">The seed.</param>
/// <param name="FinishReason">The finish reason.</param>
internal sealed record SpilledFile(string Name, long? Seed, string? FinishReason);
