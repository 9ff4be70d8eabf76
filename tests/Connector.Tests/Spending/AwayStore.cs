using Connector.Failures;
using Connector.Records;

namespace Connector.Tests.Spending;

/// <summary>A store that is away for a while.</summary>
internal sealed class AwayStore(IRecordStore store) : IRecordStore
{
    public bool IsAway { get; set; }

    private IRecordStore There => IsAway ? throw new ConnectorException(503, ErrorCodes.StorageUnavailable, "It is away.") : store;

    public Task ProveAsync(CancellationToken cancellationToken) => There.ProveAsync(cancellationToken);

    public Task<StoredRecord?> ReadAsync(string name, CancellationToken cancellationToken) => There.ReadAsync(name, cancellationToken);

    public Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => There.TryCreateAsync(name, content, cancellationToken);

    public Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string tag, CancellationToken cancellationToken) =>
        There.TryReplaceAsync(name, content, tag, cancellationToken);

    public Task<bool> TryDeleteAsync(string name, string? tag, CancellationToken cancellationToken) => There.TryDeleteAsync(name, tag, cancellationToken);

    public IAsyncEnumerable<RecordEntry> ListAsync(string kind, string start, CancellationToken cancellationToken) => There.ListAsync(kind, start, cancellationToken);
}
