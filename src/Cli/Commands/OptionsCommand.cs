using System.CommandLine;
using Connector.Options;

namespace Connector.Cli.Commands;

/// <summary><c>options &lt;app&gt; &lt;list&gt;</c>: the values of a dropdown.</summary>
internal static class OptionsCommand
{
    public static Command Create()
    {
        var app = new Argument<string>("app") { Description = "The app, for example dreamstudio." };
        var list = new Argument<string>("list") { Description = "The list, for example engines." };
        var action = new Option<string?>("--action") { Description = "Keeps the values that suit this action." };
        var type = new Option<string?>("--type") { Description = "Keeps the values of this upstream type, for example PICTURE." };
        var options = new Command("options", "Lists the values of a dropdown.") { app, list, action, type };
        options.SetAction((parsed, cancellationToken) => CommandServices.RunAsync<OptionReader>(
            async (reader, _, token) =>
            {
                var values = await reader.ReadAsync(
                    parsed.GetRequiredValue(app), parsed.GetRequiredValue(list), parsed.GetValue(action), parsed.GetValue(type), token);
                TwoColumns.Write("value", "label", values.Select(value => (value.Value, value.Label)));
            },
            cancellationToken));
        return options;
    }
}
