namespace Connector.Output;

/// <summary>What became of files that the store did not take.</summary>
/// <param name="Folder">The folder on this machine that they are in; null when they could not be kept.</param>
/// <param name="Failure">Why not; null when they are, or when nothing is kept of such calls.</param>
internal readonly record struct SpillOutcome(string? Folder, Exception? Failure);
