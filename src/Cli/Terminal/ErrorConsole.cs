using Spectre.Console;

namespace Connector.Cli.Terminal;

/// <summary>Standard error as a terminal: standard output holds results alone.</summary>
internal static class ErrorConsole
{
    /// <summary>Whether a person looks at it.</summary>
    public static bool IsTerminal => !Console.IsErrorRedirected;

    /// <summary>Draws on it.</summary>
    public static IAnsiConsole Create() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
}
