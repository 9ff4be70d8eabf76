namespace Connector.Api.Mcp;

/// <summary>
/// The resources on their way to clients. Each is in memory several times over until its client has it, as bytes, as base64 and as a
/// message: only so many are at once, and the next wait for their turn.
/// </summary>
internal sealed class McpReads
{
    /// <summary>How many bytes of files are on their way at once: one of the largest, or several smaller ones.</summary>
    internal const long MostBytes = 10_000_000;

    private readonly Lock _lock = new();
    private readonly LinkedList<(long Bytes, TaskCompletionSource<IDisposable> Turn)> _waiting = new();
    private long _atWork;

    /// <summary>Waits until a file may be read, in the order of the calls.</summary>
    /// <param name="bytes">How long the file is.</param>
    /// <param name="cancellationToken">Waits no longer.</param>
    /// <returns>The turn, to be disposed of when the client has the file.</returns>
    public async Task<IDisposable> BeginAsync(long bytes, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource<IDisposable>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.AddLast((bytes, turn));
            GiveTurns();
        }

        await using var leave = cancellationToken.Register(() =>
        {
            lock (_lock)
            {
                turn.TrySetCanceled(cancellationToken);
                GiveTurns();
            }
        });
        return await turn.Task;
    }

    private void GiveTurns()
    {
        while (_waiting.First is { Value: var (bytes, turn) })
        {
            if (!turn.Task.IsCompleted)
            {
                if (_atWork > 0 && _atWork + bytes > MostBytes)
                {
                    return;
                }

                _atWork += bytes;
                turn.TrySetResult(new Reading(this, bytes));
            }

            _waiting.RemoveFirst();
        }
    }

    private sealed class Reading(McpReads reads, long bytes) : IDisposable
    {
        private bool _ended;

        public void Dispose()
        {
            lock (reads._lock)
            {
                if (!_ended)
                {
                    (_ended, reads._atWork) = (true, reads._atWork - bytes);
                    reads.GiveTurns();
                }
            }
        }
    }
}
