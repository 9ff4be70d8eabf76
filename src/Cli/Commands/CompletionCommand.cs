using System.CommandLine;

namespace Connector.Cli.Commands;

/// <summary><c>completion bash|zsh|pwsh</c>: what makes a shell complete the names of commands, actions, options and values.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = $"The shell: {string.Join(", ", CompletionScripts.Shells)}.", HelpName = "shell" };
        shell.AcceptOnlyFromAmong([.. CompletionScripts.Shells]);
        var completion = new Command("completion", "Prints the script that makes a shell complete this command line; its first lines say where it goes.") { shell };
        completion.SetAction(parsed => Console.WriteLine(CompletionScripts.Of(parsed.GetRequiredValue(shell))));
        return completion;
    }
}
