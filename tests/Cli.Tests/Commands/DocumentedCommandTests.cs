using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Connector.Actions;
using Connector.Cli.Commands;
using Connector.Testing;

namespace Connector.Cli.Tests.Commands;

/// <summary>What documents say of the command line can be typed, and nothing is left out.</summary>
public sealed partial class DocumentedCommandTests
{
    private static string Document => File.ReadAllText(Path.Combine(RepositoryFolder.Path, "docs", "command-line.md"));

    [Fact]
    public void Every_documented_command_line_is_understood()
    {
        var lines = CommandLine().Matches(Document).Select(match => match.Groups["arguments"].Value.Split(" | ")[0]).ToList();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Equal([], UsageErrors.Of(ConnectorCommands.Parse([.. CommandLineParser.SplitCommandLine(line)]))));
    }

    [Fact]
    public void Every_command_is_in_the_table()
    {
        var table = string.Join('\n', Document.Split('\n').Where(line => line.StartsWith('|')));

        Assert.All(ConnectorCommands.Create(Catalog.All).Subcommands, command => Assert.Matches($"`{command.Name}[ `]", table));
    }

    [GeneratedRegex("^connector (?<arguments>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CommandLine();
}
