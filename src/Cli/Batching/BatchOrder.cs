namespace Connector.Cli.Batching;

/// <summary>How a batch is to be run.</summary>
/// <param name="Parallel">How many calls are on their way at once, at most.</param>
/// <param name="Folder">Where pictures are copied, named by their rows; null for nowhere.</param>
/// <param name="RetryFailed">Whether rows are run again that failed and cost nothing.</param>
/// <param name="RetryUncertain">Whether rows are run again that failed and may have been charged.</param>
internal sealed record BatchOrder(int Parallel, string? Folder, bool RetryFailed, bool RetryUncertain);
