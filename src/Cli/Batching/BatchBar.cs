using System.Globalization;
using Connector.Cli.Terminal;
using Spectre.Console;

namespace Connector.Cli.Batching;

/// <summary>Shows a person how far a batch has come, and what it has cost so far.</summary>
internal static class BatchBar
{
    /// <summary>Runs a batch with a bar, where somebody looks.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="work">The batch; it is given where to tell how far it is.</param>
    public static async Task<T> ShowAsync<T>(long rows, Func<Action<BatchStanding>, Task<T>> work)
    {
        if (!ErrorConsole.IsTerminal)
        {
            return await work(_ => { });
        }

        var bar = ErrorConsole.Create().Progress().AutoClear(true).Columns(
            new SpinnerColumn(), new ProgressBarColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ElapsedTimeColumn(), new RemainingTimeColumn());
        return await bar.StartAsync(async context =>
        {
            var line = context.AddTask(Markup.Escape(TextOf(new BatchStanding(0, 0, 0, 0, 0, 0), rows)), maxValue: rows);
            return await work(standing =>
            {
                line.Value = standing.Done;
                line.Description(Markup.Escape(TextOf(standing, rows)));
            });
        });
    }

    /// <summary>How far it is, in words.</summary>
    /// <param name="standing">How far.</param>
    /// <param name="rows">How many rows there are.</param>
    public static string TextOf(BatchStanding standing, long rows) => string.Create(
        CultureInfo.InvariantCulture,
        $"{standing.Done}/{rows} rows, {standing.Credits} credits{(standing.Failed > 0 ? $", {standing.Failed} failed" : "")}");
}
