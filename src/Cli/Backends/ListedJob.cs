namespace Connector.Cli.Backends;

/// <summary>A job that has not ended.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Action">Its action.</param>
/// <param name="Status">How far it is, in the words of the HTTP API.</param>
/// <param name="Created">When it was asked for.</param>
internal sealed record ListedJob(string Id, string Action, string Status, DateTimeOffset Created);
