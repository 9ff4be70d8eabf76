using Spectre.Console;

namespace Connector.Cli.Terminal;

/// <summary>Tells a person what is waited for, and for how long already; says nothing where nobody looks.</summary>
internal static class Waiting
{
    /// <summary>Runs something that takes time.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="what">What it is, in words.</param>
    /// <param name="onCancel">What is said when it is asked to stop.</param>
    /// <param name="work">The work; it is given where to tell what is waited for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<T> ForAsync<T>(string what, string onCancel, Func<IProgress<string>?, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var asked = cancellationToken.Register(() => Console.Error.WriteLine(onCancel));
        if (!ErrorConsole.IsTerminal)
        {
            return await work(null);
        }

        var progress = ErrorConsole.Create().Progress().AutoClear(true).Columns(
            new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ElapsedTimeColumn());
        return await progress.StartAsync(async context =>
        {
            var line = context.AddTask(Markup.Escape(what)).IsIndeterminate();
            return await work(new Stages(line, what));
        });
    }

    private sealed class Stages(ProgressTask line, string what) : IProgress<string>
    {
        public void Report(string value) => line.Description(Markup.Escape($"{what}: {value}"));
    }
}
