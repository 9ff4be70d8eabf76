namespace Connector.Cli.Backends;

/// <summary>What makes a repeated call the same one.</summary>
/// <param name="Text">The key.</param>
/// <param name="IsMineAlone">
/// Whether no living process but this one may have a run with the key, so that what an earlier one began and did not end is known to be over.
/// </param>
internal sealed record RepeatKey(string Text, bool IsMineAlone);
