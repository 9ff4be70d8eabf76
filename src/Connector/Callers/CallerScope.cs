using Microsoft.Extensions.Logging;

namespace Connector.Callers;

/// <summary>Has every line of the log that is written meanwhile tell who called, from whichever library it comes.</summary>
public static class CallerScope
{
    /// <summary>The name under which scopes hold it.</summary>
    public const string Name = "Caller";

    /// <summary>Begins.</summary>
    /// <param name="log">Any logger.</param>
    /// <param name="caller">The caller's name; null for nobody in particular.</param>
    /// <returns>What ends it; null where there is nothing to tell.</returns>
    public static IDisposable? Begin(ILogger log, string? caller) => caller is null ? null : log.BeginScope("{" + Name + "}", caller);
}
