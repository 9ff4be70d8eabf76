using System.Diagnostics;
using System.Diagnostics.Metrics;
using Connector.Declaration;
using Connector.Failures;
using Connector.Settings;

namespace Connector.Telemetry;

/// <summary>
/// Traces and metrics of runs: an activity per action and per upstream call, counters and a histogram. Nothing a caller wrote
/// and no key is ever in them.
/// </summary>
public sealed class ConnectorTelemetry : IDisposable
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string SourceName = "Connector";

    private readonly ActivitySource _source = new(SourceName);
    private readonly Meter _meter = new(SourceName);
    private readonly TimeProvider _time;
    private readonly Counter<long> _runs;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _bytes;
    private readonly Counter<double> _credits;
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _duration;
    private readonly Gauge<double> _spent;

    /// <summary>Creates the instruments.</summary>
    /// <param name="time">The clock.</param>
    public ConnectorTelemetry(TimeProvider time)
    {
        _time = time;
        _runs = _meter.CreateCounter<long>("connector.action.runs", "{run}", "Actions run, failed ones included.");
        _failures = _meter.CreateCounter<long>("connector.action.failures", "{run}", "Actions that failed, by code.");
        _bytes = _meter.CreateCounter<long>("connector.action.saved", "By", "Bytes saved.");
        _credits = _meter.CreateCounter<double>("connector.action.credits", "{credit}", "Documented credits of successful calls to a real API.");
        _calls = _meter.CreateCounter<long>("connector.upstream.calls", "{call}", "Requests sent upstream, by outcome; retries are marked.");
        _spent = _meter.CreateGauge<double>("connector.spend.share", "1", "How much of a limit of credits is spent; 1 is all.");
        _duration = _meter.CreateHistogram<double>("connector.action.duration", "s", "How long actions took.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    /// <summary>Watches a run.</summary>
    /// <param name="action">The action that runs.</param>
    /// <param name="caller">Who asked for it; null for nobody in particular.</param>
    /// <param name="requestId">The request's id.</param>
    /// <param name="run">Runs it.</param>
    /// <param name="measure">Tells the bytes that a run has saved, and the credits that count; null when none do.</param>
    internal async Task<T> RecordAsync<T>(
        ConnectorAction action, string? caller, string requestId, Func<Task<T>> run, Func<T, (long SavedBytes, decimal? Credits)> measure)
    {
        using var activity = Start(action, caller, requestId);
        var tags = TagsOf(action);
        var started = _time.GetTimestamp();
        try
        {
            var result = await run();
            var (savedBytes, credits) = measure(result);
            _bytes.Add(savedBytes, tags);
            if (credits is { } counted)
            {
                _credits.Add((double)counted, tags);
            }

            return result;
        }
        catch (Exception exception)
        {
            AddFailure(activity, tags, exception is ConnectorException failure ? failure.Code : exception is OperationCanceledException ? "cancelled" : ErrorCodes.InternalError);
            throw;
        }
        finally
        {
            _runs.Add(1, tags);
            _duration.Record(_time.GetElapsedTime(started).TotalSeconds, tags);
        }
    }

    /// <summary>Notes how much of a limit of credits is spent.</summary>
    /// <param name="setting">The setting that sets the limit.</param>
    /// <param name="share">How much of it: 1 for all.</param>
    internal void RecordSpend(string setting, decimal share) => _spent.Record((double)share, new KeyValuePair<string, object?>("setting", setting));

    /// <summary>Counts a run that was refused before it began.</summary>
    /// <param name="action">The action that was to run.</param>
    /// <param name="caller">Who asked for it; null for nobody in particular.</param>
    /// <param name="requestId">The request's id.</param>
    /// <param name="refusal">Why it was refused.</param>
    internal void RecordRefusal(ConnectorAction action, string? caller, string requestId, ConnectorException refusal)
    {
        using var activity = Start(action, caller, requestId);
        var tags = TagsOf(action);
        AddFailure(activity, tags, refusal.Code);
        _runs.Add(1, tags);
        _duration.Record(0, tags);
    }

    /// <summary>Watches one try of an upstream call up to its headers.</summary>
    /// <param name="connection">How the app is reached.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="retries">How many tries came before.</param>
    /// <param name="send">Sends it.</param>
    internal async Task<HttpResponseMessage> RecordAsync(
        AppConnection connection, HttpMethod method, int retries, Func<Task<HttpResponseMessage>> send)
    {
        var app = connection.App.Slug;
        using var activity = _source.StartActivity($"{method} {app}", ActivityKind.Client);
        activity?.SetTag("server.address", connection.BaseUrl.Host);
        if (retries > 0)
        {
            activity?.SetTag("http.request.resend_count", retries);
        }

        var code = "cancelled";
        try
        {
            var response = await send();
            code = "ok";
            activity?.SetTag("http.response.status_code", (int)response.StatusCode);
            return response;
        }
        catch (ConnectorException failure)
        {
            code = failure.Code;
            activity?.SetTag("http.response.status_code", failure.Upstream?.Status);
            activity?.SetStatus(ActivityStatusCode.Error, code);
            throw;
        }
        finally
        {
            _calls.Add(1, [new("app", app), new("code", code), new("retry", retries > 0)]);
        }
    }

    private static TagList TagsOf(ConnectorAction action) => new() { { "action", action.Name } };

    private Activity? Start(ConnectorAction action, string? caller, string requestId) =>
        _source.StartActivity(action.Name)?.SetTag("connector.request_id", requestId).SetTag("enduser.id", caller);

    private void AddFailure(Activity? activity, TagList tags, string code)
    {
        _failures.Add(1, [.. tags, new("code", code)]);
        activity?.SetStatus(ActivityStatusCode.Error, code);
    }
}
