namespace Connector.Sandbox.Accounts;

/// <summary>Upstream's rate limit: so many requests in any 10 seconds by one key; one more locks the key out for 60 seconds.</summary>
internal sealed class RequestWindow(TimeProvider time, int limit)
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan LockOut = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly Queue<long> _entries = new();
    private long? _lockedSince;

    public int Limit => limit;

    /// <summary>Whether a request may pass now. Requests during the lock-out do not prolong it.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_lockedSince is { } since && time.GetElapsedTime(since, now) < LockOut)
            {
                return false;
            }

            _lockedSince = null;
            while (_entries.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= Length)
            {
                _entries.Dequeue();
            }

            if (_entries.Count >= limit)
            {
                _lockedSince = now;
                return false;
            }

            _entries.Enqueue(now);
            return true;
        }
    }
}
