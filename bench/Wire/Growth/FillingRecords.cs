using System.Text;
using Connector.Records;

namespace Connector.Wire.Growth;

/// <summary>Writes new records as the local store lays them out, without its locks and without flushing: a million of them in minutes.</summary>
/// <param name="root">The folder of the store.</param>
internal sealed class FillingRecords(string root) : IRecordStore
{
    public Task ProveAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<StoredRecord?> ReadAsync(string name, CancellationToken cancellationToken) => Task.FromResult<StoredRecord?>(null);

    public Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var tag = Guid.NewGuid().ToString("N");
        using var file = File.OpenHandle(Path.Combine(root, ".records", name), FileMode.CreateNew, FileAccess.Write);
        RandomAccess.Write(file, [Encoding.ASCII.GetBytes(tag), content], fileOffset: 0);
        return Task.FromResult<string?>(tag);
    }

    public Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string tag, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> TryDeleteAsync(string name, string? tag, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<RecordEntry> ListAsync(string kind, string start, CancellationToken cancellationToken) => throw new NotSupportedException();
}
