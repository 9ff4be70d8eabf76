using System.CommandLine;
using System.CommandLine.Parsing;
using Connector.Failures;

namespace Connector.Cli.Commands;

/// <summary>What is wrong with a command line, with the same suggestions that the HTTP API makes.</summary>
internal static class UsageErrors
{
    private const string Run = "run";
    private const string Save = "save";

    /// <summary>The sentences; none when nothing is.</summary>
    /// <param name="result">The command line.</param>
    public static IReadOnlyList<string> Of(ParseResult result)
    {
        var unmatched = result.UnmatchedTokens;

        // Behind a name that nobody knows, the name of another command may stand by chance.
        var isFirst = unmatched is [{ } start, ..] && result.Tokens is [{ } first, ..] && first.Value == start;
        var command = isFirst ? result.RootCommandResult.Command : result.CommandResult.Command;

        // What follows a name that nobody knows cannot be judged.
        if (command.Subcommands.Count > 0 && unmatched.FirstOrDefault(token => !IsOption(token)) is { } name)
        {
            return [$"There is no {(command.Name is Run or Save ? "action" : "command")} \"{name}\".{NameSuggestion.For(name, command.Subcommands.Select(known => known.Name))}"];
        }

        // An option that nobody knows may have been taken for an argument.
        var taken = result.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);
        var options = taken.Concat(unmatched).Where(IsOption).Distinct(StringComparer.Ordinal).ToList();
        if (options.Count > 0)
        {
            return [.. options.Select(option => $"There is no option \"{option}\".{NameSuggestion.For(option, NamesOf(command))}")];
        }

        return unmatched.Count > 0
            ? [.. unmatched.Select(token => $"\"{token}\" is one argument too many. A text with blanks stands in quotation marks.")]
            : [.. result.Errors.Select(error => error.Message)];
    }

    private static bool IsOption(string token) => token.Length > 1 && token.StartsWith('-');

    private static IEnumerable<string> NamesOf(Command command) => command.Options
        .Concat(AncestorsOf(command).SelectMany(parent => parent.Options).Where(option => option.Recursive))
        .Select(option => option.Name);

    private static IEnumerable<Command> AncestorsOf(Command command) =>
        command.Parents.OfType<Command>().SelectMany(parent => AncestorsOf(parent).Prepend(parent));
}
