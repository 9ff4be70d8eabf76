using Connector.Failures;
using Connector.Records;

namespace Connector.Tests.Runs;

/// <summary>A store that goes away and comes back as a test says.</summary>
internal sealed class FailingRecords(IRecordStore store) : IRecordStore
{
    /// <summary>Whether it is away.</summary>
    public bool IsAway { get; set; }

    /// <summary>Whether it can be read and takes no writing.</summary>
    public bool TakesNothing { get; set; }

    /// <summary>Whether it does what it is told, and cannot say so.</summary>
    public bool LosesAnswers { get; set; }

    public Task ProveAsync(CancellationToken cancellationToken) => store.ProveAsync(cancellationToken);

    public Task<StoredRecord?> ReadAsync(string name, CancellationToken cancellationToken) => CallAsync(() => store.ReadAsync(name, cancellationToken));

    public Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        WriteAsync(() => store.TryCreateAsync(name, content, cancellationToken));

    public Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string tag, CancellationToken cancellationToken) =>
        WriteAsync(() => store.TryReplaceAsync(name, content, tag, cancellationToken));

    public Task<bool> TryDeleteAsync(string name, string? tag, CancellationToken cancellationToken) => CallAsync(() => store.TryDeleteAsync(name, tag, cancellationToken));

    public IAsyncEnumerable<RecordEntry> ListAsync(string kind, string start, CancellationToken cancellationToken) =>
        IsAway ? throw Unavailable() : store.ListAsync(kind, start, cancellationToken);

    private static ConnectorException Unavailable() => new(503, ErrorCodes.StorageUnavailable, "The store is away.");

    private Task<string?> WriteAsync(Func<Task<string?>> call) => TakesNothing ? Task.FromException<string?>(Unavailable()) : CallAsync(call);

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        if (IsAway)
        {
            throw Unavailable();
        }

        var answer = await call();
        return LosesAnswers ? throw Unavailable() : answer;
    }
}
