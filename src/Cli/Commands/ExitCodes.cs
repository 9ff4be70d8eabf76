namespace Connector.Cli.Commands;

/// <summary>What the process answers the shell.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>An action, the start or a check failed; the problem is on standard error.</summary>
    public const int Failure = 1;

    public const int WrongUsage = 2;
}
