using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Connector.Output;

namespace Connector.Runs;

/// <summary>Carries on a run that this instance holds, and writes each step down before it is taken.</summary>
/// <param name="records">The runs.</param>
/// <param name="runner">Runs actions.</param>
/// <param name="time">The clock.</param>
internal sealed class RunExecutor(RunRecords records, ActionRunner runner, TimeProvider time)
{
    /// <summary>Runs the action. When the server stops before the call is on its way, the run is let go for another to begin anew.</summary>
    /// <exception cref="ConnectorException">The run failed.</exception>
    /// <exception cref="OperationCanceledException">The server stops, and the run was let go.</exception>
    public async Task<ActionReceipt> ExecuteAsync(RunLease lease, ActionInput input, CancellationToken shutdown)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(shutdown, lease.Stopped);
        try
        {
            return await runner.RunAsync(input, ContextOf(lease, input.Action), both.Token);
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested && lease.Record.State != RunState.Sent)
        {
            await lease.WriteAsync(record => record with { Owner = null }, CancellationToken.None);
            throw;
        }
        catch (OperationCanceledException exception)
        {
            throw shutdown.IsCancellationRequested
                ? RunFailures.Interrupted(input.Action)
                : RunFailures.Cancelled(mayHaveBeenCharged: lease.Record.State == RunState.Sent, exception);
        }
        catch (Exception exception) when (exception is not ConnectorException and not RunLostException)
        {
            throw ConnectorException.Internal(lease.Record.RequestId, exception);
        }
    }

    /// <summary>Records how the run ended. A receipt stands for money, so a store that fails now does not take it from the caller.</summary>
    public async Task EndAsync(RunLease lease, RunAnswer answer)
    {
        RunRecord Ended(RunRecord record) => record.Ended(answer, time.GetUtcNow());
        try
        {
            await lease.WriteAsync(Ended, CancellationToken.None);
        }
        catch (RunLostException)
        {
            // Whoever took us for dead could only record that the outcome is unknown. Now it is known.
            if (await records.ReadAsync(lease.Record.Id, CancellationToken.None) is { Record.Answer.Problem.Code: ErrorCodes.RunInterrupted } taken)
            {
                await records.TryWriteAsync(Ended(taken.Record), taken.Tag, CancellationToken.None);
            }
        }
        catch (Exception failure) when (failure is ConnectorException or IOException)
        {
            // The lease runs out, and the run is taken for interrupted: at worst a repeat is told that the outcome is unknown.
        }
    }

    private static RunContext ContextOf(RunLease lease, ConnectorAction action) => new(lease.Record.RequestId, lease.Record.FilesUrl)
    {
        // What is written down with its input is a job.
        IsBackground = lease.Record.Input is not null,
        BeforeSending = action.Endpoint.Method == HttpMethod.Get
            ? null
            : token => lease.Record.State == RunState.Sent ? Task.CompletedTask : lease.WriteAsync(record => record with { State = RunState.Sent }, token),
    };
}
