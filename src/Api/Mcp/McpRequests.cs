using System.Collections.Concurrent;

namespace Connector.Api.Mcp;

/// <summary>
/// The requests at work in this process. Over HTTP the message that cancels one comes as a request of its own; the session's id, which
/// stands for nothing else, tells whose request is meant.
/// </summary>
internal sealed class McpRequests
{
    private readonly ConcurrentDictionary<(string Session, string Id), CancellationTokenSource> _atWork = new();

    /// <summary>Lets a request be cancelled until what is returned is disposed of.</summary>
    /// <param name="session">The session's id; empty for none.</param>
    /// <param name="id">The request's id in it; null for a message that is no request.</param>
    /// <param name="stop">Stops it.</param>
    public IDisposable Begin(string session, string? id, CancellationTokenSource stop)
    {
        var key = (session, id ?? "");
        if (session.Length > 0 && id is not null)
        {
            _atWork.TryAdd(key, stop);
        }

        return new AtWork(this, KeyValuePair.Create(key, stop));
    }

    /// <summary>Stops a request, if it is at work here.</summary>
    /// <param name="session">The session's id.</param>
    /// <param name="id">The request's id in it.</param>
    public void Cancel(string session, string id)
    {
        if (_atWork.TryGetValue((session, id), out var stop))
        {
            try
            {
                stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It has just ended.
            }
        }
    }

    private sealed class AtWork(McpRequests requests, KeyValuePair<(string Session, string Id), CancellationTokenSource> request) : IDisposable
    {
        public void Dispose() => requests._atWork.TryRemove(request);
    }
}
