using Connector.Records;

namespace Connector.Tests.Runs;

/// <summary>A store that counts its calls and may break.</summary>
internal sealed class WatchedStore(IRecordStore store) : IRecordStore
{
    private int _reads;
    private int _lists;
    private int _writes;
    private int _runs;
    private int _writing;

    /// <summary>How many runs it takes before it breaks.</summary>
    public int Holds { get; set; } = int.MaxValue;

    /// <summary>The most runs that were written at once.</summary>
    public int MostWriting { get; private set; }

    /// <summary>The calls since the last look.</summary>
    public (int Reads, int Lists, int Writes) Take() =>
        (Interlocked.Exchange(ref _reads, 0), Interlocked.Exchange(ref _lists, 0), Interlocked.Exchange(ref _writes, 0));

    public Task ProveAsync(CancellationToken cancellationToken) => store.ProveAsync(cancellationToken);

    public Task<StoredRecord?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return store.ReadAsync(name, cancellationToken);
    }

    public async Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _writes);
        if (name.StartsWith("runs/", StringComparison.Ordinal) && Interlocked.Increment(ref _runs) > Holds)
        {
            throw new IOException("stopped");
        }

        lock (store)
        {
            MostWriting = Math.Max(MostWriting, ++_writing);
        }

        await Task.Yield();
        try
        {
            return await store.TryCreateAsync(name, content, cancellationToken);
        }
        finally
        {
            lock (store)
            {
                _writing--;
            }
        }
    }

    public Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string tag, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _writes);
        return store.TryReplaceAsync(name, content, tag, cancellationToken);
    }

    public Task<bool> TryDeleteAsync(string name, string? tag, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _writes);
        return store.TryDeleteAsync(name, tag, cancellationToken);
    }

    public IAsyncEnumerable<RecordEntry> ListAsync(string kind, string start, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _lists);
        return store.ListAsync(kind, start, cancellationToken);
    }
}
