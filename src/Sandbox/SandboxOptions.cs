namespace Connector.Sandbox;

/// <summary>What a sandbox starts with.</summary>
public sealed record SandboxOptions
{
    /// <summary>The credits that every account (every distinct key) has at the start.</summary>
    public decimal Credits
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 1000;

    /// <summary>How long an asynchronous generation is in progress.</summary>
    public TimeSpan AsyncDelay
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.FromSeconds(3);

    /// <summary>The clock of the rate limit, of slow answers and of asynchronous generations.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How many requests one key may send in ten seconds before it is locked out for a minute.</summary>
    public int RequestsPerWindow
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 150;

    /// <summary>How many rows of a picture are alike, of which one is drawn: pictures are made faster where nobody looks at them.</summary>
    public int RowsAlike
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 1;
}
