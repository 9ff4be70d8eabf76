using Connector.Failures;
using Connector.Input;
using Connector.Output;
using Connector.Runs;

namespace Connector.Cli.Backends;

/// <summary>Runs with a key in this process, by the records beside the files.</summary>
/// <param name="runs">The runs with a key.</param>
/// <param name="records">Their records.</param>
internal sealed class LocalKeyedRuns(KeyedRuns runs, RunRecords records)
{
    /// <summary>Runs an action, or finds what the key's run came to.</summary>
    /// <param name="key">The key.</param>
    /// <param name="input">The input.</param>
    /// <param name="context">The request.</param>
    /// <param name="cancellationToken">Stops the waiting for another process's run.</param>
    public async Task<ActionReceipt> RunAsync(RepeatKey key, ActionInput input, RunContext context, CancellationToken cancellationToken)
    {
        var id = RunKey.Of(key.Text);
        if (key.IsMineAlone)
        {
            await EndLeaseOfDeadAsync(id, input, cancellationToken);
        }

        var (answer, _) = await runs.RunAsync(id, input, context, cancellationToken);
        return answer is { Problem: { } problem } ? throw new ProblemException(problem) : answer.Receipt!;
    }

    /// <summary>Deletes the records of runs that are long over, as a server does every hour.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await records.SweepAsync(RunRecords.Life * 2, cancellationToken);
        }
        catch (Exception failure) when (failure is ConnectorException or IOException)
        {
            // The next sweep finds them.
        }
    }

    /// <summary>
    /// A process that was killed holds its runs for half a minute more, since nobody can know that it is dead. Here it is known: what it had
    /// sent is interrupted, what it had not is free.
    /// </summary>
    private async Task EndLeaseOfDeadAsync(string id, ActionInput input, CancellationToken cancellationToken)
    {
        if (await records.ReadAsync(id, cancellationToken) is ({ Owner: not null } run, var tag) && records.Held.Find(id, run.Owner) is null)
        {
            await records.TryWriteAsync(
                run.State == RunState.Sent ? run.Interrupted(input.Action, records.Now) : run with { Owner = null, Lease = null }, tag, cancellationToken);
        }
    }
}
