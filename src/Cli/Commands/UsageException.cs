namespace Connector.Cli.Commands;

/// <summary>The command was not given as it must be; nothing has been done.</summary>
/// <param name="message">What to change.</param>
internal sealed class UsageException(string message) : Exception(message);
