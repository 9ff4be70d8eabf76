using System.CommandLine;
using Connector.Actions;

namespace Connector.Cli.Commands;

/// <summary><c>options &lt;app&gt; &lt;list&gt;</c>: the values of a dropdown.</summary>
internal static class OptionsCommand
{
    public static Command Create(Catalog catalog, BackendOptions backend)
    {
        var app = new Argument<string>("app") { Description = "The app, for example dreamstudio.", HelpName = "app" };
        var list = new Argument<string>("list") { Description = "The list, for example engines.", HelpName = "list" };
        app.CompletionSources.Add([.. catalog.Apps.Where(one => one.OptionLists.Count > 0).Select(one => one.Slug)]);
        list.CompletionSources.Add([.. catalog.Apps.SelectMany(one => one.OptionLists).Select(one => one.Name).Distinct(StringComparer.Ordinal)]);
        var action = new Option<string?>("--action") { Description = "Keeps the values that suit this action." };
        var type = new Option<string?>("--type") { Description = "Keeps the values of this upstream type, for example PICTURE." };
        var options = new Command("options", "Lists the values of a dropdown.") { app, list, action, type };
        backend.AddTo(options);
        options.SetAction((parsed, cancellationToken) => backend.RunAsync(
            parsed,
            async (work, token) =>
            {
                var values = await work.OptionsAsync(
                    parsed.GetRequiredValue(app), parsed.GetRequiredValue(list), parsed.GetValue(action), parsed.GetValue(type), token);
                TwoColumns.Write("value", "label", values.Select(value => (value.Value, value.Label)));
                return ExitCodes.Success;
            },
            cancellationToken));
        return options;
    }
}
