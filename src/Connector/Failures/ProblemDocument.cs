namespace Connector.Failures;

/// <summary>An error as callers get it: RFC 9457, <c>application/problem+json</c>.</summary>
public sealed record ProblemDocument
{
    /// <summary>The content type of the document.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>A URN that ends in the code.</summary>
    public string Type => $"urn:connector:problem:{Code}";

    /// <summary>The code in words.</summary>
    public string Title => char.ToUpperInvariant(Code[0]) + Code[1..].Replace('_', ' ');

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What happened and what to do.</summary>
    public required string Detail { get; init; }

    /// <summary>The stable code to branch on, for example <c>invalid_input</c>: docs/errors.md has them all.</summary>
    public required string Code { get; init; }

    /// <summary>The id that joins this answer and the log.</summary>
    public required string RequestId { get; init; }

    /// <summary>Everything wrong with the input; absent for other failures.</summary>
    public IReadOnlyList<Problem>? Problems { get; init; }

    /// <summary>What upstream said; absent when it had no part in it.</summary>
    public UpstreamError? Upstream { get; init; }

    /// <summary>Seconds to wait before another try; absent when waiting is no help or not known.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Whether the run may have been charged by upstream; absent for what costs nothing.</summary>
    public bool? MayHaveBeenCharged { get; init; }

    /// <summary>The document of a failure.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="requestId">The request's id.</param>
    public static ProblemDocument Of(ConnectorException failure, string requestId)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new ProblemDocument
        {
            Status = failure.Status,
            Detail = failure.Message,
            Code = failure.Code,
            RequestId = requestId,
            Problems = failure.Problems.Count > 0 ? failure.Problems : null,
            Upstream = failure.Upstream,
            RetryAfter = failure.RetryAfter is { } wait ? (int)Math.Ceiling(wait.TotalSeconds) : null,
            MayHaveBeenCharged = failure.MayHaveBeenCharged,
        };
    }
}
