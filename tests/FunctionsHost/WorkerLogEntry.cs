using Microsoft.Extensions.Logging;

namespace Connector.FunctionsHost;

/// <summary>A line of the log that the worker sent to its host.</summary>
/// <param name="Level">How serious it is.</param>
/// <param name="Category">Who wrote it.</param>
/// <param name="Message">What it says.</param>
/// <param name="Exception">The exception's message, if there is one.</param>
/// <param name="InvocationId">The call in which it was written, empty outside of one.</param>
public sealed record WorkerLogEntry(LogLevel Level, string Category, string Message, string? Exception, string InvocationId);
