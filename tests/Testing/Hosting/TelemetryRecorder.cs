using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Connector.Telemetry;

namespace Connector.Testing.Hosting;

/// <summary>Hears every source of the process; what belongs to a test is told by its request id.</summary>
internal sealed class TelemetryRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _activities = new();
    private readonly ActivityListener _traces;
    private readonly MeterListener _metrics;

    public TelemetryRecorder()
    {
        _traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ConnectorTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _activities.Enqueue,
        };
        ActivitySource.AddActivityListener(_traces);
        _metrics = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ConnectorTelemetry.SourceName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _metrics.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _metrics.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _metrics.Start();
    }

    public ConcurrentQueue<(string Name, object Value)> Measurements { get; } = new();

    public ConcurrentQueue<string> Tags { get; } = new();

    public Activity Activity(string requestId) => _activities.Single(activity => requestId.Equals(activity.GetTagItem("connector.request_id")));

    public Activity ChildOf(Activity parent) => ChildrenOf(parent).Single();

    public IReadOnlyList<Activity> ChildrenOf(Activity parent) => [.. _activities.Where(activity => activity.ParentSpanId == parent.SpanId)];

    /// <summary>All that was heard, as text.</summary>
    public IEnumerable<string> Everything =>
    [
        .. _activities.SelectMany(activity => activity.TagObjects.Select(tag => $"{tag.Key} {tag.Value}")
            .Append($"{activity.DisplayName} {activity.StatusDescription} {activity.TraceStateString} {string.Join(' ', activity.Baggage)} {string.Join(' ', activity.Events)}")),
        .. Tags,
    ];

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }

    private void Record(Instrument instrument, object value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Measurements.Enqueue((instrument.Name, value));
        foreach (var tag in tags)
        {
            Tags.Enqueue($"{tag.Value}");
        }
    }
}
