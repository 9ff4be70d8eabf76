using Connector.Failures;
using Connector.Input;

namespace Connector.Runs;

/// <summary>Runs that a caller waits for, with an idempotency key or without.</summary>
/// <param name="runner">Runs actions.</param>
/// <param name="keyed">The runs with a key.</param>
public sealed class AwaitedRuns(ActionRunner runner, KeyedRuns keyed)
{
    /// <summary>Runs an action, under the run's id if it has one.</summary>
    /// <param name="id">The run's id, from <see cref="RunKey.Of"/>; null for a run that nobody can repeat.</param>
    /// <param name="input">The input.</param>
    /// <param name="context">The request.</param>
    /// <param name="cancellationToken">Stops it, but not a run with a key that is on its way.</param>
    /// <exception cref="ConnectorException">The run failed.</exception>
    public async Task<RunOutcome> RunAsync(string? id, ActionInput input, RunContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        if (id is null && runner.RefusalOf(input, context) is { } refusal)
        {
            return new RunOutcome(RunAnswer.Of(refusal, context.RequestId), Replayed: false);
        }

        return id is null
            ? new RunOutcome(RunAnswer.Of(await runner.RunAsync(input, context, cancellationToken)), Replayed: false)
            : await keyed.RunAsync(id, input, context, cancellationToken);
    }
}
