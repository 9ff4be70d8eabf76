namespace Connector.Upstream;

/// <summary>What upstream says about an image beside its bytes.</summary>
/// <param name="Seed">The seed that drew it; null when not told.</param>
/// <param name="FinishReason">Upstream's finish reason, for example <c>SUCCESS</c>; null when not told.</param>
internal readonly record struct MediaFacts(long? Seed, string? FinishReason);
