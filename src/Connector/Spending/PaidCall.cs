namespace Connector.Spending;

/// <summary>A call that costs, from before it is sent until it is known what it cost.</summary>
/// <param name="Line">What it is counted under.</param>
/// <param name="Credits">Its documented price; null for none.</param>
/// <param name="Since">When it was counted.</param>
internal sealed record PaidCall(SpendLine Line, decimal? Credits, DateTimeOffset Since);
