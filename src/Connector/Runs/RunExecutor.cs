using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Connector.Output;

namespace Connector.Runs;

/// <summary>Carries on a run that this instance holds, and writes each step down before it is taken.</summary>
/// <param name="runner">Runs actions.</param>
internal sealed class RunExecutor(ActionRunner runner)
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

    private static RunContext ContextOf(RunLease lease, ConnectorAction action) => new(lease.Record.RequestId, lease.Record.FilesUrl)
    {
        RunId = lease.Record.Id,
        Fingerprint = lease.Record.Fingerprint,
        Recipe = lease.Record.Upstream?.Recipe,

        // What is written down with its input is a job.
        IsBackground = lease.Record.Input is not null,
        BeforeSending = action.Endpoint.Method == HttpMethod.Get ? null : token => PrepareAsync(lease, token),
    };

    /// <summary>Writes down that the call is on its way; before another try, sees that nobody has been told meanwhile that it ended.</summary>
    private static async Task PrepareAsync(RunLease lease, CancellationToken cancellationToken)
    {
        if (lease.Record.State != RunState.Sent)
        {
            await lease.WriteAsync(record => record with { State = RunState.Sent }, cancellationToken);
        }

        await lease.ProveAsync(cancellationToken);
    }
}
