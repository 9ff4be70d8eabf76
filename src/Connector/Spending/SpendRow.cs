namespace Connector.Spending;

/// <summary>A line of a day with its count.</summary>
/// <param name="Line">What the calls have in common.</param>
/// <param name="Count">The calls.</param>
public sealed record SpendRow(SpendLine Line, SpendCount Count);
