namespace Connector.Spending;

/// <summary>What is known of a call's charge when it has ended.</summary>
internal enum CallEnd
{
    /// <summary>It was answered with what was paid for.</summary>
    Charged,

    /// <summary>It may have been charged.</summary>
    Uncertain,

    /// <summary>It certainly cost nothing.</summary>
    Free,
}
