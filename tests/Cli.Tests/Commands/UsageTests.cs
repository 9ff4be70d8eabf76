using System.CommandLine;
using Connector.Actions;
using Connector.Cli.Commands;
using Connector.Settings;

namespace Connector.Cli.Tests.Commands;

/// <summary>What a person is told who looks for help or mistypes.</summary>
public class UsageTests
{
    [Theory]
    [InlineData("There is no action \"dreamstudio-text-to-imag\". Did you mean \"dreamstudio-text-to-image\"?", "run", "dreamstudio-text-to-imag", "--prompt", "x")]
    [InlineData("There is no action \"dreamstudio-text-to-imag\". Did you mean \"dreamstudio-text-to-image\"?", "batch", "dreamstudio-text-to-imag", "rows.csv")]
    [InlineData("There is no action \"dreamstudio-text-to-imag\". Did you mean \"dreamstudio-text-to-image\"?", "presets", "save", "mine", "dreamstudio-text-to-imag")]
    [InlineData("There is no option \"--stile_preset\". Did you mean \"--style_preset\"?", "run", "dreamstudio-text-to-image", "--stile_preset", "anime")]
    [InlineData("There is no option \"--dryrun\". Did you mean \"--dry-run\"?", "run", "dreamstudio-text-to-image", "--dryrun")]
    [InlineData("There is no option \"--sever\". Did you mean \"--server\"?", "files", "list", "--sever", "http://127.0.0.1")]
    [InlineData("There is no command \"filez\". Did you mean \"files\"?", "filez", "list")]
    [InlineData("There is no command \"sav\". Did you mean \"save\"?", "presets", "sav")]
    [InlineData("\"cliff\" is one argument too many. A text with blanks stands in quotation marks.", "run", "dreamstudio-text-to-image", "--prompt", "A", "cliff")]
    [InlineData("--parallel must be 1 to 32.", "batch", "dreamstudio-text-to-image", "rows.csv", "--parallel", "0")]
    public void Whoever_mistypes_is_told_what_was_meant(string sentence, params string[] arguments) =>
        Assert.Equal([sentence], UsageErrors.Of(ConnectorCommands.Parse(arguments)));

    [Fact]
    public void The_help_of_an_action_marks_what_is_required_and_has_limits_rules_price_and_an_example_that_can_be_typed()
    {
        foreach (var action in Catalog.All.Actions)
        {
            var help = HelpOf("run", action.Name);

            Assert.Equal(action.Parameters.Count(parameter => parameter.Required), help.Split("Required. ").Length - 1);
            Assert.All(action.ParametersOfWaited, parameter => Assert.Contains(OneLine(parameter.FullDescription), OneLine(help), StringComparison.Ordinal));
            Assert.All(action.Rules, rule => Assert.Contains(rule.Description, help, StringComparison.Ordinal));
            Assert.Contains($"  {action.PriceText}", help, StringComparison.Ordinal);
            var example = Assert.Single(help.Split('\n'), line => line.StartsWith("  connector run ", StringComparison.Ordinal));
            Assert.Empty(ConnectorCommands.Parse([.. System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(example.Replace('\'', '"')).Skip(1)]).Errors);
        }
    }

    [Fact]
    public void No_option_of_run_hides_a_parameter()
    {
        foreach (var run in ConnectorCommands.Create(Catalog.All).Subcommands.Single(command => command.Name == "run").Subcommands)
        {
            var names = run.Options.Concat(run.Parents.OfType<Command>().SelectMany(parent => parent.Options)).SelectMany(option => option.Aliases.Prepend(option.Name)).ToList();

            Assert.Equal(names.Distinct(), names);
        }
    }

    [Fact]
    public void The_variables_that_name_a_server_are_no_misspelled_settings() => Assert.NotNull(SettingsReader.Read(
        [new(BackendOptions.ServerVariable, "http://127.0.0.1:7071"), new(BackendOptions.KeyVariable, "secret")], Catalog.All.Apps));

    private static string HelpOf(params string[] arguments)
    {
        using var output = new StringWriter();
        Assert.Equal(0, ConnectorCommands.Parse([.. arguments, "--help"]).Invoke(new InvocationConfiguration { Output = output }));
        return output.ToString();
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
