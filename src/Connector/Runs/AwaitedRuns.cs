using Connector.Declaration;
using Connector.Failures;
using Connector.Input;

namespace Connector.Runs;

/// <summary>Runs that a caller waits for, with an idempotency key or without.</summary>
/// <param name="runner">Runs actions.</param>
/// <param name="keyed">The runs with a key.</param>
/// <param name="events">Is told what has ended; null for nobody.</param>
public sealed class AwaitedRuns(ActionRunner runner, KeyedRuns keyed, IRunEvents? events = null)
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
        if (input.Action.Output is not JobOutput && input.Values.Has(CallbackUrl.Parameter))
        {
            var name = CallbackUrl.Parameter.Name;
            throw ConnectorException.InvalidInput(
                input.Action.Name,
                [new Problem(name, ProblemCodes.Conflict, $"{name} is for a call that nobody waits for: send Prefer: respond-async with it, or leave it out.")]);
        }

        if (id is null && runner.RefusalOf(input, context) is { } refusal)
        {
            return new RunOutcome(RunAnswer.Of(refusal, context.RequestId), Replayed: false);
        }

        RunOutcome outcome;
        try
        {
            outcome = id is null
                ? new RunOutcome(RunAnswer.Of(await runner.RunAsync(input, context, cancellationToken)), Replayed: false)
                : await keyed.RunAsync(id, input, context, cancellationToken);
        }
        catch (ConnectorException failure) when (failure.Problems.Count == 0)
        {
            // With an id of its own: under the same key a run that failed may fail again.
            await TellAsync(input, RunKey.New(), RunAnswer.Of(failure, context.RequestId), context);
            throw;
        }

        if (outcome.Answer.Problem is null)
        {
            // A repeat too: whoever ran it may have been killed before telling.
            await TellAsync(input, id ?? RunKey.New(), outcome.Answer, context);
        }

        return outcome;
    }

    private Task TellAsync(ActionInput input, string id, RunAnswer answer, RunContext context) =>
        events?.RunEndedAsync(input, id, answer, context) ?? Task.CompletedTask;
}
