using System.CommandLine;
using Connector.Declaration;

namespace Connector.Cli.Commands;

/// <summary>An action's parameters as options.</summary>
internal sealed class ActionOptions
{
    private readonly List<(Parameter Parameter, Option<string?> Option)> _options;

    /// <summary>Makes them; several commands may have the same.</summary>
    /// <param name="action">The action.</param>
    public ActionOptions(ConnectorAction action)
    {
        Action = action;
        _options = [.. action.ParametersOfWaited.OrderByDescending(parameter => parameter.Required).Select(parameter => (parameter, Create(parameter)))];
    }

    /// <summary>The action.</summary>
    public ConnectorAction Action { get; }

    /// <summary>A command of the action's name with the options.</summary>
    public Command CreateCommand()
    {
        var command = new Command(Action.Name, Action.TextWithPrice);
        _options.ForEach(one => command.Add(one.Option));
        return command;
    }

    /// <summary>The values that were given, files and standard input read where a text stands for them.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UsageException">A text names a file that is not there.</exception>
    public async Task<Dictionary<string, string>> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var texts = new TextArguments();
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (parameter, option) in _options)
        {
            if (parsed.GetValue(option) is { } text)
            {
                given[parameter.Name] = await texts.ReadAsync(parameter, text, cancellationToken);
            }
        }

        return given;
    }

    /// <summary>The option is named as the parameter; dashes for underscores are understood as well.</summary>
    private static Option<string?> Create(Parameter parameter)
    {
        var option = new Option<string?>("--" + parameter.Name)
        {
            Description = parameter.Required ? $"Required. {parameter.FullDescription}" : parameter.FullDescription,
            HelpName = parameter.ManifestType,
        };
        if (parameter.Name.Contains('_', StringComparison.Ordinal))
        {
            option.Aliases.Add("--" + parameter.Name.Replace('_', '-'));
        }

        if (parameter.Choices.Count > 0)
        {
            option.CompletionSources.Add([.. parameter.Choices.Select(choice => choice.Value)]);
        }

        return option;
    }
}
