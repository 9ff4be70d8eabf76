namespace Connector.Cli.Batching;

/// <summary>A row of a batch's file.</summary>
/// <param name="Number">Its number, from 1; headings and empty lines do not count.</param>
/// <param name="Fields">Its texts by the names of their parameters; what is empty is left out.</param>
internal sealed record BatchRow(long Number, IReadOnlyList<KeyValuePair<string, string>> Fields);
