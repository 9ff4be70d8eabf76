using System.CommandLine;
using System.Globalization;
using Connector.Cli.Terminal;
using Spectre.Console;

namespace Connector.Cli.Commands;

/// <summary><c>jobs list|wait|cancel</c>: runs that nobody waits for.</summary>
internal static class JobsCommand
{
    public static Command Create(BackendOptions backend)
    {
        var jobs = new Command("jobs", "Lists, awaits and cancels jobs.") { CreateList(backend), CreateWait(backend), CreateCancel(backend) };
        backend.AddTo(jobs);
        return jobs;
    }

    private static Argument<string> CreateId() => new("id") { Description = "The job's id." };

    private static Command CreateList(BackendOptions backend)
    {
        var list = new Command("list", "Lists the jobs of this machine's records that have not ended: id, action, status, time. A server does not list its own.");
        list.SetAction((parsed, cancellationToken) => backend.RunAsync(
            parsed,
            async (work, token) =>
            {
                var table = new Table().AddColumns("id", "action", "status", "asked for");
                await foreach (var job in work.ListJobsAsync(token))
                {
                    if (Console.IsOutputRedirected)
                    {
                        Console.WriteLine(string.Create(
                            CultureInfo.InvariantCulture, $"{job.Id}\t{job.Action}\t{job.Status}\t{job.Created.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"));
                    }
                    else
                    {
                        table.AddRow(
                            Markup.Escape(job.Id),
                            Markup.Escape(job.Action),
                            Markup.Escape(job.Status),
                            string.Create(CultureInfo.InvariantCulture, $"{job.Created.ToLocalTime():yyyy-MM-dd HH:mm}"));
                    }
                }

                if (!Console.IsOutputRedirected)
                {
                    AnsiConsole.Write(table);
                }

                return ExitCodes.Success;
            },
            cancellationToken));
        return list;
    }

    private static Command CreateWait(BackendOptions backend)
    {
        var id = CreateId();
        var json = new Option<bool>("--json") { Description = "Prints the receipt as JSON, as it is where no person looks." };
        var wait = new Command("wait", "Waits until a job has ended and prints its result; carries jobs of this machine on meanwhile.") { id, json };
        wait.SetAction((parsed, cancellationToken) => backend.RunAsync(
            parsed,
            async (work, token) =>
            {
                var receipt = await Waiting.ForAsync(
                    $"Job {parsed.GetRequiredValue(id)}",
                    "The job goes on without this command; what this process carries on itself is waited for.",
                    stages => work.WaitForJobAsync(parsed.GetRequiredValue(id), stages, token),
                    token);
                Console.WriteLine(parsed.GetValue(json) || Console.IsOutputRedirected
                    ? JsonText.Of(receipt)
                    : string.Join(Environment.NewLine, ReceiptText.Of(receipt, [])));
                return ExitCodes.Success;
            },
            cancellationToken));
        return wait;
    }

    private static Command CreateCancel(BackendOptions backend)
    {
        var id = CreateId();
        var cancel = new Command("cancel", "Cancels a job; what is on its way already may be charged.") { id };
        cancel.SetAction((parsed, cancellationToken) => backend.RunAsync(
            parsed,
            async (work, token) =>
            {
                await work.CancelJobAsync(parsed.GetRequiredValue(id), token);
                Console.WriteLine(parsed.GetRequiredValue(id));
                return ExitCodes.Success;
            },
            cancellationToken));
        return cancel;
    }
}
