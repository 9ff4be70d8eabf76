using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Connector.Declaration;
using Connector.Failures;
using Connector.Settings;

namespace Connector.Telemetry;

/// <summary>
/// Traces and metrics of runs: an activity per action and per upstream call, counters and histograms, those that OpenTelemetry's semantic
/// conventions know by their names. Nothing a caller wrote and no key is ever in them.
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
    private readonly Histogram<double> _generations;
    private readonly Histogram<double> _requests;

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
        _generations = _meter.CreateHistogram(
            "gen_ai.client.operation.duration", "s", "GenAI operation duration.", tags: null, Buckets(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92));
        _requests = _meter.CreateHistogram(
            "http.client.request.duration", "s", "Duration of HTTP client requests, up to their headers.", tags: null, Buckets(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 25, 50, 100));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    /// <summary>Watches a run.</summary>
    /// <param name="action">The action that runs.</param>
    /// <param name="generation">What it has a model do; null for nothing.</param>
    /// <param name="caller">Who asked for it; null for nobody in particular.</param>
    /// <param name="requestId">The request's id.</param>
    /// <param name="run">Runs it.</param>
    /// <param name="measure">Tells the bytes that a run has saved, and the credits that count; null when none do.</param>
    internal async Task<T> RecordAsync<T>(
        ConnectorAction action, Generation? generation, string? caller, string requestId, Func<Task<T>> run, Func<T, (long SavedBytes, decimal? Credits)> measure)
    {
        using var activity = Start(action, caller, requestId, generation is null ? ActivityKind.Internal : ActivityKind.Client);
        var tags = TagsOf(action);
        var started = _time.GetTimestamp();
        string? error = null;
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
            error = exception is ConnectorException failure ? failure.Code : exception is OperationCanceledException ? "cancelled" : ErrorCodes.InternalError;
            AddFailure(activity, tags, error);
            throw;
        }
        finally
        {
            var seconds = _time.GetElapsedTime(started).TotalSeconds;
            _runs.Add(1, tags);
            _duration.Record(seconds, tags);
            if (generation is not null && _generations.Enabled)
            {
                _generations.Record(seconds, generation.Tags(error));
            }

            if (activity is { IsAllDataRequested: true })
            {
                generation?.Describe(activity, error);
            }
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
    /// <param name="template">Tells the path with names in the place of values, which may be a caller's.</param>
    /// <param name="retries">How many tries came before.</param>
    /// <param name="send">Sends it.</param>
    internal async Task<HttpResponseMessage> RecordAsync(
        AppConnection connection, HttpMethod method, Func<string> template, int retries, Func<Task<HttpResponseMessage>> send)
    {
        using var activity = _source.HasListeners() ? _source.StartActivity($"{method} {template()}", ActivityKind.Client) : null;
        var started = _time.GetTimestamp();
        var code = "cancelled";
        int? status = null;
        try
        {
            var response = await send();
            (code, status) = ("ok", (int)response.StatusCode);
            return response;
        }
        catch (ConnectorException failure)
        {
            (code, status) = (failure.Code, failure.Upstream?.Status);
            activity?.SetStatus(ActivityStatusCode.Error, code);
            throw;
        }
        finally
        {
            _calls.Add(1, [new("app", connection.App.Slug), new("code", code), new("retry", retries > 0)]);
            if (activity is not null || _requests.Enabled)
            {
                var tags = RequestTags(connection, method, template(), status, code);
                _requests.Record(_time.GetElapsedTime(started).TotalSeconds, tags);
                Describe(activity, tags, retries);
            }
        }
    }

    /// <summary>A request in the words of the semantic conventions for HTTP, but for its whole address, where a caller's values may stand.</summary>
    private static TagList RequestTags(AppConnection connection, HttpMethod method, string template, int? status, string code)
    {
        var tags = new TagList
        {
            { "http.request.method", method.Method },
            { "server.address", connection.BaseUrl.Host },
            { "server.port", connection.BaseUrl.Port },
            { "url.scheme", connection.BaseUrl.Scheme },
            { "url.template", template },
        };
        if (status is { } told)
        {
            tags.Add("http.response.status_code", told);
        }

        if (code != "ok")
        {
            tags.Add("error.type", status is >= 400 ? status.Value.ToString(CultureInfo.InvariantCulture) : code);
        }

        return tags;
    }

    private static void Describe(Activity? span, TagList tags, int retries)
    {
        foreach (var (name, value) in tags)
        {
            span?.SetTag(name, value);
        }

        if (retries > 0)
        {
            span?.SetTag("http.request.resend_count", retries);
        }
    }

    private static InstrumentAdvice<double> Buckets(params double[] limits) => new() { HistogramBucketBoundaries = limits };

    private static TagList TagsOf(ConnectorAction action) => new() { { "action", action.Name } };

    private Activity? Start(ConnectorAction action, string? caller, string requestId, ActivityKind kind = ActivityKind.Internal) =>
        _source.StartActivity(action.Name, kind)?.SetTag("connector.request_id", requestId).SetTag("enduser.id", caller);

    private void AddFailure(Activity? activity, TagList tags, string code)
    {
        _failures.Add(1, [.. tags, new("code", code)]);
        activity?.SetStatus(ActivityStatusCode.Error, code);
        activity?.SetTag("error.type", code);
    }
}
