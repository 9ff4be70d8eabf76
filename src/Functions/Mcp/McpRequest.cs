using System.Collections.Concurrent;

namespace Connector.Functions.Mcp;

/// <summary>
/// A request at work in this process. Over HTTP the message that cancels it comes as a request of its own; the session's id, which
/// stands for nothing else, tells whose request is meant.
/// </summary>
internal sealed class McpRequest : IDisposable
{
    private static readonly ConcurrentDictionary<(string Session, string Id), McpRequest> AtWork = new();

    private readonly CancellationTokenSource _stop;
    private readonly (string Session, string Id) _key;

    private McpRequest((string Session, string Id) key, CancellationToken callerGone) =>
        (_key, _stop) = (key, CancellationTokenSource.CreateLinkedTokenSource(callerGone));

    /// <summary>Stops the work.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Begins a request.</summary>
    /// <param name="session">The session's id; empty for none.</param>
    /// <param name="id">The request's id in it; null for a message that is no request.</param>
    /// <param name="callerGone">The connection's end.</param>
    public static McpRequest Begin(string session, string? id, CancellationToken callerGone)
    {
        var request = new McpRequest((session, id ?? ""), callerGone);
        if (session.Length > 0 && id is not null)
        {
            AtWork.TryAdd(request._key, request);
        }

        return request;
    }

    /// <summary>Stops a request, if it is at work here.</summary>
    public static void Cancel(string session, string id)
    {
        if (AtWork.TryGetValue((session, id), out var request))
        {
            try
            {
                request._stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It has just ended.
            }
        }
    }

    public void Dispose()
    {
        AtWork.TryRemove(KeyValuePair.Create(_key, this));
        _stop.Dispose();
    }
}
