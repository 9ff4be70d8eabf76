using Connector.Failures;

namespace Connector.Cli.Backends;

/// <summary>A server told a problem, or a run that ended before did.</summary>
internal sealed class ProblemException : Exception
{
    /// <summary>A problem that was told.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="cause">The failure that it is of; null where it was told by others.</param>
    public ProblemException(ProblemDocument problem, Exception? cause = null)
        : base(problem.Detail, cause) => Problem = problem;

    /// <summary>No answer that could be understood.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="cause">The cause.</param>
    public ProblemException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>The problem; null when there was no answer that could be understood.</summary>
    public ProblemDocument? Problem { get; }

    /// <summary>The problem of a failure of either kind; null when there is none to show.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="requestId">The id of the request that failed here.</param>
    public static ProblemDocument? Of(Exception failure, string requestId) => failure switch
    {
        ProblemException { Problem: { } problem } => problem,
        ConnectorException own => ProblemDocument.Of(own, requestId),
        _ => null,
    };
}
