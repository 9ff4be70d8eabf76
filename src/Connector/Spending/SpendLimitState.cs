using System.Globalization;

namespace Connector.Spending;

/// <summary>A limit of spending, and how much of it is spent.</summary>
/// <param name="Period">Of what it is the limit: <c>day</c> or <c>month</c> (UTC).</param>
/// <param name="Setting">The setting that sets it.</param>
/// <param name="Credits">The limit in credits.</param>
/// <param name="Spent">What is spent of it.</param>
/// <param name="Ends">When the period ends, and with it what counts.</param>
public sealed record SpendLimitState(string Period, string Setting, decimal Credits, decimal Spent, DateTimeOffset Ends)
{
    /// <summary>The period of a day's limits.</summary>
    public const string Day = "day";

    /// <summary>The period of a month's limit.</summary>
    public const string Month = "month";

    /// <summary>From how much on a receipt warns.</summary>
    private const decimal WarningShare = 0.8m;

    /// <summary>How much of it is spent: 1 for all.</summary>
    public decimal Share => Math.Round(Spent / Credits, 4);

    /// <summary>What a receipt tells when much of it is spent; null before.</summary>
    internal string? Warning => Spent < Credits * WarningShare ? null : string.Create(
        CultureInfo.InvariantCulture, $"{Spent} of the {Period}'s limit of {Credits} credits ({Setting}) are spent.");
}
