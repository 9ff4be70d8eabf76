namespace Connector.Cli.Batching;

/// <summary>What came of a row.</summary>
internal enum RowOutcome
{
    /// <summary>Its receipt is there.</summary>
    Succeeded,

    /// <summary>It failed, and cost nothing.</summary>
    Failed,

    /// <summary>It failed, and may have been charged.</summary>
    Uncertain,
}
