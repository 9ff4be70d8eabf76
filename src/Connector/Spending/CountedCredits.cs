namespace Connector.Spending;

/// <summary>The price of a call as it was counted.</summary>
/// <param name="Day">The UTC day it was counted for.</param>
/// <param name="Credits">The credits.</param>
internal sealed record CountedCredits(DateOnly Day, decimal Credits);
