namespace Connector.Upstream;

/// <summary>What an answer said about the files in it.</summary>
/// <param name="Files">What was said about each file, in the order received.</param>
/// <param name="Missing">What was said about files that did not come, for a reason that is told.</param>
internal sealed record MediaAnswer(IReadOnlyList<MediaFacts> Files, IReadOnlyList<MediaFacts> Missing);
