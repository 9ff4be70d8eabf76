namespace Connector.Wire;

/// <summary>A contender in a scenario.</summary>
/// <param name="Contender">Who.</param>
/// <param name="Path">Where it is asked.</param>
internal sealed record Entry(Contender Contender, string Path);
