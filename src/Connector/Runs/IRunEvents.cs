using Connector.Input;

namespace Connector.Runs;

/// <summary>Is told what begins and ends, so that others can be told.</summary>
public interface IRunEvents
{
    /// <summary>A job has ended. It is told before its entry leaves the index, and again should whoever told it be killed.</summary>
    /// <param name="run">The job.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task JobEndedAsync(RunRecord run, CancellationToken cancellationToken);

    /// <summary>A run has ended that somebody waited for. A fault here is nobody's failure: the caller has the answer.</summary>
    /// <param name="input">What was to be run.</param>
    /// <param name="id">What tells the run from all others; told again with the same one, it makes no second event.</param>
    /// <param name="answer">How it ended.</param>
    /// <param name="context">The request.</param>
    Task RunEndedAsync(ActionInput input, string id, RunAnswer answer, RunContext context);

    /// <summary>A batch is about to be written down.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether somebody is to be told of its end.</returns>
    Task<bool> BatchBeginsAsync(BatchRecord batch, CancellationToken cancellationToken);

    /// <summary>A job of a batch has left the index: it may have been the last.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task BatchMayHaveEndedAsync(string batch, CancellationToken cancellationToken);
}
