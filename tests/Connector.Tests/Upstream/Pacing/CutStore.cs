using Connector.Records;

namespace Connector.Tests.Upstream.Pacing;

/// <summary>The way of one instance to a store, which can be cut.</summary>
internal sealed class CutStore(IRecordStore store) : IRecordStore
{
    public bool IsCut { get; set; }

    public Task ProveAsync(CancellationToken cancellationToken) => store.ProveAsync(cancellationToken);

    public Task<StoredRecord?> ReadAsync(string name, CancellationToken cancellationToken) => Way.ReadAsync(name, cancellationToken);

    public Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => Way.TryCreateAsync(name, content, cancellationToken);

    public Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string tag, CancellationToken cancellationToken) =>
        Way.TryReplaceAsync(name, content, tag, cancellationToken);

    public Task<bool> TryDeleteAsync(string name, string? tag, CancellationToken cancellationToken) => Way.TryDeleteAsync(name, tag, cancellationToken);

    public IAsyncEnumerable<RecordEntry> ListAsync(string kind, string start, CancellationToken cancellationToken) => Way.ListAsync(kind, start, cancellationToken);

    private IRecordStore Way => IsCut ? throw new IOException("cut") : store;
}
