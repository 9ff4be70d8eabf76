using System.Runtime.CompilerServices;
using Connector.Api.Documents;
using Connector.Callers;
using Connector.Output;
using Connector.Runs;

namespace Connector.Cli.Backends;

/// <summary>The jobs in the records beside the files.</summary>
/// <param name="jobs">The jobs.</param>
/// <param name="index">Those that have not ended.</param>
/// <param name="records">Their records.</param>
/// <param name="worker">Carries them on, while this process waits for one.</param>
/// <param name="processor">How it does.</param>
/// <param name="batches">The batches among them.</param>
/// <param name="time">The clock.</param>
internal sealed class LocalJobs(
    Jobs jobs, JobIndex index, RunRecords records, JobWorker worker, JobProcessor processor, Batches batches, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Those that have not ended.</summary>
    public async IAsyncEnumerable<ListedJob> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in index.ListAsync(cancellationToken))
        {
            if (entry.Job is { } job && await records.ReadAsync(job.Id, cancellationToken) is var (run, _) && run.State != RunState.Done)
            {
                yield return new ListedJob(run.Id, run.Action, JobDocument.StatusOf(run.State), run.Created);
            }
        }
    }

    /// <summary>Waits for one, and meanwhile carries on what no server does.</summary>
    /// <exception cref="ProblemException">It failed.</exception>
    /// <exception cref="Connector.Failures.ConnectorException"><c>job_not_found</c> (404).</exception>
    public async Task<ActionReceipt> WaitAsync(string id, IProgress<string>? stages, CancellationToken cancellationToken)
    {
        var run = await jobs.FindAsync(id, Caller.Nobody, cancellationToken);
        if (run.State == RunState.Done)
        {
            return ReceiptOf(run);
        }

        worker.Start(processor, batches.CompleteAsync);
        try
        {
            while (run.State != RunState.Done)
            {
                stages?.Report($"{run.Action} is {JobDocument.StatusOf(run.State)}");
                await Task.Delay(Pause, time, cancellationToken);
                run = await jobs.FindAsync(id, Caller.Nobody, cancellationToken);
            }

            return ReceiptOf(run);
        }
        finally
        {
            // Others that it has taken up meanwhile are ended, not cut off: they may be paid for.
            await worker.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Cancels one.</summary>
    public Task CancelAsync(string id, CancellationToken cancellationToken) => jobs.CancelAsync(id, Caller.Nobody, cancellationToken);

    private static ActionReceipt ReceiptOf(RunRecord run) =>
        run.Answer is { Problem: { } problem } ? throw new ProblemException(problem) : run.Answer!.Receipt!;
}
