namespace Connector.FunctionsHost;

/// <summary>The worker said that a function failed, or the worker ended while the function ran.</summary>
/// <param name="message">What the worker says of the failure.</param>
/// <param name="cancelled">Whether the function was cancelled.</param>
/// <param name="stackTrace">Where the worker says that it happened.</param>
public sealed class WorkerInvocationException(string message, bool cancelled = false, string? stackTrace = null) : Exception(message)
{
    /// <summary>Whether the function was cancelled.</summary>
    public bool Cancelled { get; } = cancelled;

    /// <summary>Where the worker says that it happened.</summary>
    public string WorkerStackTrace { get; } = stackTrace ?? "";
}
