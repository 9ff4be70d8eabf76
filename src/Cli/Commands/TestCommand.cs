using System.CommandLine;
using Connector.Actions;

namespace Connector.Cli.Commands;

/// <summary><c>test &lt;app&gt;</c>: whether the app's key works.</summary>
internal static class TestCommand
{
    public static Command Create(Catalog catalog, BackendOptions backend)
    {
        var app = new Argument<string>("app") { Description = $"The app: {string.Join(", ", catalog.Apps.Select(one => one.Slug))}.", HelpName = "app" };
        app.CompletionSources.Add([.. catalog.Apps.Select(one => one.Slug)]);
        var test = new Command("test", "Tells whether an app's key works, and its credits where the API tells them. Nothing is spent.") { app };
        backend.AddTo(test);
        test.SetAction((parsed, cancellationToken) => backend.RunAsync(
            parsed,
            async (work, token) =>
            {
                Console.WriteLine(JsonText.Of(await work.TestAsync(parsed.GetRequiredValue(app), token)));
                return ExitCodes.Success;
            },
            cancellationToken));
        return test;
    }
}
