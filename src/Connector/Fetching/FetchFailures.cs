using System.Globalization;
using Connector.Failures;

namespace Connector.Fetching;

/// <summary>
/// The failures of a fetched URL. They name the host that the caller wrote and never what it resolves or redirects to, so that
/// nobody can map our network by them.
/// </summary>
internal static class FetchFailures
{
    public static ConnectorException Refused(Uri url, string reason) =>
        ConnectorException.BadRequest(ErrorCodes.UrlRefused, Message(url, reason));

    public static ConnectorException Unreachable(Uri url, string reason, Exception? cause = null) =>
        new(400, ErrorCodes.UrlUnreachable, Message(url, reason), cause);

    public static ConnectorException TooLarge(Uri url, FetchLimits limits) => ConnectorException.BadRequest(
        ErrorCodes.UrlTooLarge,
        Message(url, string.Create(CultureInfo.InvariantCulture, $"its file has more than {limits.Bytes:N0} bytes")));

    public static ConnectorException TimedOut(Uri url, FetchLimits limits, Exception cause) => new(
        400,
        ErrorCodes.UrlTimeout,
        Message(url, string.Create(CultureInfo.InvariantCulture, $"its file did not come within {limits.Time.TotalSeconds:0.#} seconds")),
        cause);

    private static string Message(Uri url, string reason)
    {
        var host = url.IsAbsoluteUri ? InputText.Shorten(url.Host) : "";
        return host.Length > 0 ? $"The URL at {host} was not fetched: {reason}." : $"The URL was not fetched: {reason}.";
    }
}
