using System.Globalization;
using Connector.Declaration;
using Connector.Failures;
using Connector.Settings;

namespace Connector.Upstream;

/// <summary>The failures of an upstream call that upstream itself does not report.</summary>
internal static class UpstreamFailures
{
    public static ConnectorException Unreachable(AppConnection connection, Exception? cause) => new(
        502,
        ErrorCodes.UpstreamUnreachable,
        $"{connection.App.Title} cannot be reached at {connection.BaseUrl.GetLeftPart(UriPartial.Authority)}. Check the network and {connection.App.BaseUrlSetting}.",
        cause);

    public static ConnectorException CutShort(ConnectorApp app, Exception? cause) => new(
        502,
        ErrorCodes.UpstreamCutShort,
        $"The answer of {app.Title} ended before it was complete; nothing was saved.",
        cause);

    public static ConnectorException Malformed(ConnectorApp app, string what, Exception? cause = null) => new(
        502,
        ErrorCodes.UpstreamMalformed,
        $"The answer of {app.Title} is not what its document says: {what}; nothing was saved.",
        cause);

    public static ConnectorException TimedOut(ConnectorApp app, TimeSpan limit, Exception? cause) => new(
        504,
        ErrorCodes.UpstreamTimeout,
        string.Create(CultureInfo.InvariantCulture, $"{app.Title} did not finish its answer within {limit.TotalSeconds:0.#} seconds; nothing was saved."),
        cause);
}
