namespace Connector.Runs;

/// <summary>
/// Lets the callers of one run in this process look at its record one after another. Many who all look again and again could keep a busy
/// store from the one whose answer they wait for.
/// </summary>
internal sealed class RunQueues
{
    private readonly Dictionary<string, (SemaphoreSlim Turn, int Callers)> _queues = new(StringComparer.Ordinal);

    /// <summary>Waits for the turn.</summary>
    /// <returns>What ends the turn, and whether somebody else had it first.</returns>
    public async Task<(IDisposable Turn, bool Waited)> EnterAsync(string id, CancellationToken cancellationToken)
    {
        SemaphoreSlim turn;
        lock (_queues)
        {
            var (known, callers) = _queues.GetValueOrDefault(id);
            turn = known ?? new SemaphoreSlim(initialCount: 1, maxCount: 1);
            _queues[id] = (turn, callers + 1);
        }

        try
        {
            var waited = !await turn.WaitAsync(TimeSpan.Zero, cancellationToken);
            if (waited)
            {
                await turn.WaitAsync(cancellationToken);
            }

            return (new Entered(this, id, turn), waited);
        }
        catch
        {
            Leave(id);
            throw;
        }
    }

    private void Leave(string id)
    {
        lock (_queues)
        {
            var (turn, callers) = _queues[id];
            if (callers > 1)
            {
                _queues[id] = (turn, callers - 1);
            }
            else
            {
                _queues.Remove(id);
                turn.Dispose();
            }
        }
    }

    private sealed class Entered(RunQueues queues, string id, SemaphoreSlim turn) : IDisposable
    {
        public void Dispose()
        {
            turn.Release();
            queues.Leave(id);
        }
    }
}
