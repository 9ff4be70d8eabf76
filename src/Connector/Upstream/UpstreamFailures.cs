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

    /// <summary>An answer that ended before it was complete.</summary>
    /// <param name="app">The app.</param>
    /// <param name="cause">What broke off; null when only the file tells that it is not whole.</param>
    /// <param name="kept">Where what came is kept; null when it is not.</param>
    public static ConnectorException CutShort(ConnectorApp app, Exception? cause, string? kept = null) => new(
        502,
        ErrorCodes.UpstreamCutShort,
        $"The answer of {app.Title} ended before it was complete; nothing was saved.{Kept(kept)}",
        cause);

    /// <summary>An answer of a success without a byte.</summary>
    public static ConnectorException Nothing(ConnectorApp app) => new(
        502,
        ErrorCodes.UpstreamCutShort,
        $"The answer of {app.Title} is empty: it says that all went well, and nothing came with it; nothing was saved.");

    public static ConnectorException Malformed(ConnectorApp app, string what, Exception? cause = null) => new(
        502,
        ErrorCodes.UpstreamMalformed,
        $"The answer of {app.Title} is not what its document says: {what}; nothing was saved.",
        cause);

    /// <summary>An answer without the file that was due: what came instead, what it said, and where it is kept.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="body">Its body.</param>
    /// <param name="malformed">What is wrong with it.</param>
    /// <param name="isCutShort">Whether what came began as a file.</param>
    /// <param name="kept">Where it is kept; null when it is not.</param>
    public static ConnectorException NoMedia(UpstreamAnswer answer, AnswerBody body, ConnectorException malformed, bool isCutShort, string? kept)
    {
        var where = Kept(kept);
        var cutShort = CutShort(answer.Connection.App, malformed);
        return Quoting(answer, body, isCutShort ? cutShort : malformed, where);
    }

    /// <summary>An answer that is not the JSON that was due, and what it said.</summary>
    public static ConnectorException NoJson(UpstreamAnswer answer, AnswerBody body, string what, Exception? cause = null) =>
        Quoting(answer, body, Malformed(answer.Connection.App, what, cause), "");

    /// <summary>A job of upstream's that has failed there, and what it said.</summary>
    public static ConnectorException JobFailed(UpstreamAnswer answer, AnswerBody body)
    {
        var failed = Quoting(answer, body, new ConnectorException(502, ErrorCodes.GenerationFailed, $"{answer.Connection.App.Title} accepted the call, but its job failed; nothing was saved."), "");
        return new ConnectorException(
            failed.Status, failed.Code, failed.Upstream is { Errors.Count: 0, Name: { } name } ? $"{failed.Message} {answer.Connection.App.Title} says: {name}." : failed.Message, failed)
        {
            Upstream = failed.Upstream,
        };
    }

    public static ConnectorException TimedOut(ConnectorApp app, TimeSpan limit, Exception? cause) => new(
        504,
        ErrorCodes.UpstreamTimeout,
        string.Create(CultureInfo.InvariantCulture, $"{app.Title} did not finish its answer within {limit.TotalSeconds:0.#} seconds; nothing was saved."),
        cause);

    private static string Kept(string? path) => path is null ? "" : $" What came is kept for the operator as {path} in the file store, for a week.";

    /// <summary>The same failure with what upstream said; an answer that says itself that it is an error is one.</summary>
    private static ConnectorException Quoting(UpstreamAnswer answer, AnswerBody body, ConnectorException failure, string end)
    {
        var words = UpstreamWords.Read(answer.Status, body.Head, answer.Connection);

        // A text that was to be a picture is no message: it is told among the errors alone.
        var said = words.Errors.Count == 0 || failure.InnerException is FormatException ? "" : $" {answer.Connection.App.Title} says: {string.Join(" ", words.Errors).TrimEnd('.')}.";
        var isError = failure.Code == ErrorCodes.UpstreamMalformed && UpstreamWords.CarriesError(body.Head);
        return new ConnectorException(failure.Status, isError ? ErrorCodes.UpstreamError : failure.Code, failure.Message + said + end, failure)
        {
            Upstream = answer.Error(words),
        };
    }
}
