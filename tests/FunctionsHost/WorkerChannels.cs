using System.Collections.Concurrent;

namespace Connector.FunctionsHost;

/// <summary>The workers that were started, by their id.</summary>
internal sealed class WorkerChannels
{
    private readonly ConcurrentDictionary<string, WorkerChannel> _channels = new(StringComparer.Ordinal);

    public void Add(WorkerChannel channel) => _channels[channel.WorkerId] = channel;

    public WorkerChannel Find(string workerId) => _channels[workerId];
}
