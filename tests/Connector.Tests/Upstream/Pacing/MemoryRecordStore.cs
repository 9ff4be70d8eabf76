using Connector.Records;

namespace Connector.Tests.Upstream.Pacing;

/// <summary>A store that answers at once, so that a run over it is the same each time; it counts, and fails when it is told to.</summary>
internal sealed class MemoryRecordStore : IRecordStore
{
    private readonly Dictionary<string, (byte[] Content, string Tag)> _records = new(StringComparer.Ordinal);
    private int _writings;

    public int Transactions { get; private set; }

    public bool Fails { get; set; }

    /// <summary>Decides which writings are done though their writer is told that the store failed; null for none.</summary>
    public Func<bool>? LosesAnswer { get; set; }

    public IReadOnlyCollection<string> Names => _records.Keys;

    public Task ProveAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<StoredRecord?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        Count();
        return Task.FromResult(_records.TryGetValue(name, out var record) ? new StoredRecord(record.Content, record.Tag, TimeSpan.Zero) : null);
    }

    public Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => Task.FromResult(Write(name, content, tag: null));

    public Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string tag, CancellationToken cancellationToken) => Task.FromResult(Write(name, content, tag));

    public Task<bool> TryDeleteAsync(string name, string? tag, CancellationToken cancellationToken)
    {
        Count();
        return Task.FromResult(_records.TryGetValue(name, out var record) && (tag ?? record.Tag) == record.Tag && _records.Remove(name));
    }

    public IAsyncEnumerable<RecordEntry> ListAsync(string kind, string start, CancellationToken cancellationToken) =>
        _records.Keys.Where(name => name.StartsWith($"{kind}/{start}", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => new RecordEntry(name, DateTimeOffset.UnixEpoch)).ToAsyncEnumerable();

    private string? Write(string name, ReadOnlyMemory<byte> content, string? tag)
    {
        Count();
        if ((_records.TryGetValue(name, out var record) ? record.Tag : null) != tag)
        {
            return null;
        }

        var written = $"{++_writings}";
        _records[name] = (content.ToArray(), written);
        return LosesAnswer?.Invoke() == true ? throw new IOException("lost") : written;
    }

    private void Count()
    {
        Transactions++;
        if (Fails)
        {
            throw new IOException("away");
        }
    }
}
