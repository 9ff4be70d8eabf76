namespace Connector.Callbacks;

/// <summary>What a receiver said to one try.</summary>
/// <param name="At">When.</param>
/// <param name="Status">Its HTTP status; null when it did not answer.</param>
/// <param name="Detail">The first words of its answer, or why there is none; null when it said nothing.</param>
/// <param name="RetryAfter">How long it asks to wait; null when it does not ask.</param>
public sealed record DeliveryReply(DateTimeOffset At, int? Status, string? Detail, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether it has taken the message.</summary>
    internal bool IsTaken => Status is >= 200 and < 300;

    /// <summary>Whether it wants no more messages.</summary>
    internal bool IsGone => Status == 410;
}
