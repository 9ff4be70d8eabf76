namespace Connector.Spending;

/// <summary>A change of a day that waits to be written.</summary>
/// <param name="Date">The day.</param>
/// <param name="Change">Makes the new record of the one that is there.</param>
/// <param name="Done">Is told when it is written; null where nobody waits.</param>
internal sealed record DayChange(DateOnly Date, Func<SpendDay, SpendDay> Change, TaskCompletionSource<SpendDay>? Done);
