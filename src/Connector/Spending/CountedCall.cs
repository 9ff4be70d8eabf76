namespace Connector.Spending;

/// <summary>A call as it was counted.</summary>
/// <param name="Id">The id under which the day's record knows it.</param>
/// <param name="Day">The UTC day.</param>
/// <param name="Call">The call.</param>
/// <param name="Warnings">What its caller should know of the limits, in sentences.</param>
internal sealed record CountedCall(string Id, DateOnly Day, PaidCall Call, IReadOnlyList<string> Warnings);
