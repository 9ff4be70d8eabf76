using Azure.Core;
using Azure.Core.Pipeline;

namespace Connector.Blobs;

/// <summary>
/// How often a call to the store is tried again: enough for a hiccup, and never for so long that a caller who waits gives up first.
/// Azure's own rules would go on for minutes, and honour any time that the service names.
/// </summary>
internal sealed class StoreRetries() : RetryPolicy(MostRetries, DelayStrategy.CreateExponentialDelayStrategy(FirstPause, LongestPause))
{
    private const int MostRetries = 5;

    /// <summary>How long an answer may be silent: blocks of a megabyte over a slow line take their time.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    /// <summary>No try begins later than this after the first.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(8);

    /// <summary>Sets these rules for a client of the store.</summary>
    public static TOptions Bound<TOptions>(TOptions options)
        where TOptions : ClientOptions
    {
        options.RetryPolicy = new StoreRetries();
        options.Retry.NetworkTimeout = Silence;
        return options;
    }

    /// <inheritdoc/>
    protected override bool ShouldRetry(HttpMessage message, Exception? exception) => IsInTime(message) && base.ShouldRetry(message, exception);

    /// <inheritdoc/>
    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        IsInTime(message) ? base.ShouldRetryAsync(message, exception) : ValueTask.FromResult(false);

    /// <summary>A service that asks for more time than there is has said no; its caller is told when to come again.</summary>
    private static bool IsInTime(HttpMessage message)
    {
        var wait = message.HasResponse && message.Response.Headers.TryGetValue("Retry-After", out var text)
            && int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
        return TimeProvider.System.GetUtcNow() - message.ProcessingContext.StartTime + wait < Budget;
    }
}
