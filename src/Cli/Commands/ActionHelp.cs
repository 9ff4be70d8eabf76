using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Connector.Declaration;

namespace Connector.Cli.Commands;

/// <summary>The help of an action: its rules and an example below what every command has.</summary>
/// <param name="help">The help of every command.</param>
/// <param name="actions">The actions.</param>
internal sealed class ActionHelp(HelpAction help, IReadOnlyList<ConnectorAction> actions) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Adds it to the help of all commands below the root.</summary>
    /// <param name="root">The root.</param>
    /// <param name="actions">The actions.</param>
    public static void AddTo(RootCommand root, IReadOnlyList<ConnectorAction> actions)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new ActionHelp((HelpAction)option.Action!, actions);
        }
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (actions.FirstOrDefault(one => one.Name == parseResult.CommandResult.Command.Name) is { } action)
        {
            Write(output, "Rules:", action.Rules.Select(rule => rule.Description));
            Write(output, "Price:", [action.PriceText]);
            Write(output, "Example:", [CommandExample.Of(action)]);
            Write(output, "More:", [action.DocumentationUrl.AbsoluteUri]);
        }

        return code;
    }

    private static void Write(TextWriter output, string heading, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count > 0)
        {
            output.WriteLine(heading);
            all.ForEach(line => output.WriteLine($"  {line}"));
            output.WriteLine();
        }
    }
}
