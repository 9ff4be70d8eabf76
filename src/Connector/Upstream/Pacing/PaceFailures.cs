using System.Globalization;
using Connector.Declaration;
using Connector.Failures;

namespace Connector.Upstream.Pacing;

/// <summary>Why a call gets no turn.</summary>
internal static class PaceFailures
{
    /// <summary>429: its turn is too far off.</summary>
    public static ConnectorException Busy(ConnectorApp app, TimeSpan wait) => new(
        429,
        ErrorCodes.RateLimited,
        string.Create(CultureInfo.InvariantCulture, $"The key of {app.Title} is in use as much as it may be; there is room in {wait.TotalSeconds:0.#} seconds."))
    {
        RetryAfter = wait,
    };

    /// <summary>503: the instances cannot agree on their shares. One for each caller, since what may have been charged is written into it.</summary>
    public static ConnectorException Unavailable(Exception cause) => new(
        503,
        ErrorCodes.StorageUnavailable,
        "The store in which the instances share upstream's rate limit does not answer, so nothing was sent. The connector's log tells more.",
        cause)
    {
        RetryAfter = (cause as ConnectorException)?.RetryAfter ?? TimeSpan.FromSeconds(5),
    };
}
