namespace Connector.Upstream;

/// <summary>The time limit of a call, which can be held up.</summary>
/// <param name="length">How long the call may take.</param>
/// <param name="time">The clock.</param>
internal sealed class CallLimit(TimeSpan length, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _over = new(length, time);
    private TimeSpan _left = length;
    private long _since = time.GetTimestamp();

    /// <summary>Is cancelled when the time is up.</summary>
    public CancellationToken Token => _over.Token;

    /// <summary>Waits for something whose time does not count.</summary>
    public async Task<T> HoldUpAsync<T>(Func<Task<T>> wait)
    {
        _left -= time.GetElapsedTime(_since);
        _over.CancelAfter(Timeout.InfiniteTimeSpan);
        try
        {
            return await wait();
        }
        finally
        {
            _since = time.GetTimestamp();
            _over.CancelAfter(_left > TimeSpan.Zero ? _left : TimeSpan.Zero);
        }
    }

    public void Dispose() => _over.Dispose();
}
