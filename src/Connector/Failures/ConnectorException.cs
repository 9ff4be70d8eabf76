using System.Globalization;

namespace Connector.Failures;

/// <summary>The one failure of the connector: an HTTP status, a stable code and a message that helps to fix the call.</summary>
public sealed class ConnectorException : Exception
{
    /// <summary>Creates a failure.</summary>
    /// <param name="status">The HTTP status the caller gets.</param>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What happened and what to do; it may reach a person or a model and never holds a secret.</param>
    /// <param name="innerException">The cause.</param>
    public ConnectorException(int status, string code, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Status = status;
        Code = code;
    }

    /// <summary>What happened and what to do, and at its end whether the run may have been charged.</summary>
    public override string Message => MayHaveBeenCharged is { } charged ? $"{base.Message} {ChargeSentence(charged)}" : base.Message;

    /// <summary>The HTTP status the caller gets.</summary>
    public int Status { get; }

    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>Everything wrong with the input; empty for other failures.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>What upstream said; null when upstream had no part in it.</summary>
    public UpstreamError? Upstream { get; init; }

    /// <summary>How long to wait before another try; null when waiting is no help or not known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the failed run may have been charged by upstream; null for what costs nothing.</summary>
    public bool? MayHaveBeenCharged { get; internal set; }

    /// <summary>Whether the log has it: the first that knows the run writes it down.</summary>
    internal bool IsLogged { get; set; }

    /// <summary>The one wording of it.</summary>
    internal static string ChargeSentence(bool mayHaveBeenCharged) =>
        mayHaveBeenCharged ? "The call may have been charged." : "Nothing was charged.";

    /// <summary>500: a fault of the connector itself.</summary>
    internal static ConnectorException Internal(string requestId, Exception cause) => new(
        500, ErrorCodes.InternalError, $"The connector failed; its log tells more under the request id {requestId}.", cause);

    /// <summary>400.</summary>
    internal static ConnectorException BadRequest(string code, string message, params IReadOnlyList<Problem> problems) =>
        new(400, code, message) { Problems = problems };

    /// <summary>404.</summary>
    internal static ConnectorException NotFound(string code, string message) => new(404, code, message);

    /// <summary>413: a request's body.</summary>
    internal static ConnectorException BodyTooLarge(long mostBytes) => new(
        413, ErrorCodes.PayloadTooLarge, string.Create(CultureInfo.InvariantCulture, $"The body may have at most {mostBytes:N0} bytes; this one has more."));

    /// <summary>413: a part of a request.</summary>
    internal static ConnectorException TooLarge(string what, long mostBytes, string received) => new(
        413, ErrorCodes.PayloadTooLarge, string.Create(CultureInfo.InvariantCulture, $"{what} may have at most {mostBytes:N0} bytes; received {received}."));

    /// <summary>400 with the problems of an input; the message repeats them for readers that show nothing else.</summary>
    internal static ConnectorException InvalidInput(string action, IReadOnlyList<Problem> problems) =>
        new(400, ErrorCodes.InvalidInput, $"{action} was not run: {string.Join(" ", problems.Select(problem => problem.Message))}")
        {
            Problems = problems,
        };
}
