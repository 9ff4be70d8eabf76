namespace Connector.Api.Documents;

/// <summary>How much of a limit of spending is spent; anybody may know the share, and none of the amounts.</summary>
/// <param name="Period">Of what it is the limit: <c>day</c> or <c>month</c> (UTC).</param>
/// <param name="Share">How much of it: 1 for all.</param>
public sealed record SpendHealth(string Period, decimal Share);
