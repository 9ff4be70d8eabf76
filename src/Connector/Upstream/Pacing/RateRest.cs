namespace Connector.Upstream.Pacing;

/// <summary>A rest that upstream demands of a key.</summary>
/// <param name="Id">Tells it from another: whoever sees it first lets it begin by the own clock.</param>
/// <param name="Milliseconds">What was left of it at the writing.</param>
internal sealed record RateRest(string Id, long Milliseconds);
