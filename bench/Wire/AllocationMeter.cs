using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace Connector.Wire;

/// <summary>What the .NET processes of a server allocate, as their runtimes count it once a second.</summary>
internal sealed class AllocationMeter : IAsyncDisposable
{
    private readonly List<(EventPipeSession Session, Task<double> Rate)> _readings;

    private AllocationMeter(List<(EventPipeSession, Task<double>)> readings) => _readings = readings;

    /// <summary>Begins to count.</summary>
    public static AllocationMeter Start(Server server)
    {
        var counters = new EventPipeProvider(
            "System.Runtime", EventLevel.Informational, arguments: new Dictionary<string, string>(StringComparer.Ordinal) { ["EventCounterIntervalSec"] = "1" });
        var sessions = DiagnosticsClient.GetPublishedProcesses().Intersect(server.Processes()).Select(id => TryStart(id, counters)).OfType<EventPipeSession>();
        return new AllocationMeter([.. sessions.Select(session => (session, Task.Run(() => Read(session))))]);
    }

    /// <summary>One that does not answer, such as the leavings of a process that was killed, is not counted.</summary>
    private static EventPipeSession? TryStart(int process, EventPipeProvider counters)
    {
        try
        {
            return new DiagnosticsClient(process).StartEventPipeSession(counters, requestRundown: false);
        }
        catch (ServerNotAvailableException)
        {
            return null;
        }
    }

    /// <summary>Ends it.</summary>
    /// <returns>Bytes a second; null when no process runs on .NET.</returns>
    public async Task<double?> StopAsync()
    {
        foreach (var (session, _) in _readings)
        {
            await session.StopAsync(CancellationToken.None);
        }

        return _readings.Count == 0 ? null : (await Task.WhenAll(_readings.Select(reading => reading.Rate))).Sum();
    }

    public ValueTask DisposeAsync()
    {
        foreach (var (session, _) in _readings)
        {
            session.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private static double Read(EventPipeSession session)
    {
        using var source = new EventPipeEventSource(session.EventStream);
        var (bytes, seconds) = (0.0, 0.0);
        source.Dynamic.All += occurrence =>
        {
            if (occurrence.EventName == "EventCounters"
                && occurrence.PayloadByName("") is IDictionary<string, object> outer
                && outer["Payload"] is IDictionary<string, object> counter
                && counter["Name"] is "alloc-rate")
            {
                bytes += Number(counter["Increment"]);
                seconds += Number(counter["IntervalSec"]);
            }
        };
        source.Process();
        return seconds > 0 ? bytes / seconds : 0;
    }

    private static double Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
