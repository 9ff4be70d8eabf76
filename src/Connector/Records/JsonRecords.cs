using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Connector.Records;

/// <summary>The records of one kind, which hold JSON.</summary>
/// <typeparam name="T">What a record holds.</typeparam>
/// <param name="store">The store.</param>
/// <param name="kind">The kind.</param>
/// <param name="shape">How it is written.</param>
internal sealed class JsonRecords<T>(IRecordStore store, string kind, JsonTypeInfo<T> shape)
    where T : class
{
    /// <summary>Reads a record with the tag to replace it by; null when there is none.</summary>
    public async Task<(T Record, string Tag)?> ReadAsync(string id, CancellationToken cancellationToken) =>
        await store.ReadAsync(Name(id), cancellationToken) is { } stored ? (JsonSerializer.Deserialize(stored.Content.Span, shape)!, stored.Tag) : null;

    /// <summary>Creates a record, or replaces it when its tag is still this one; null when somebody else was faster.</summary>
    public Task<string?> TryWriteAsync(string id, T record, string? tag, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(record, shape);
        return tag is null ? store.TryCreateAsync(Name(id), content, cancellationToken) : store.TryReplaceAsync(Name(id), content, tag, cancellationToken);
    }

    /// <summary>Deletes a record whose tag is still this one.</summary>
    public Task<bool> TryDeleteAsync(string id, string tag, CancellationToken cancellationToken) => store.TryDeleteAsync(Name(id), tag, cancellationToken);

    /// <summary>Deletes the records that were last written before and are not in use.</summary>
    public async Task SweepAsync(DateTimeOffset before, Func<T, bool> isInUse, CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ListAsync(kind, cancellationToken))
        {
            // By its tag and not before another look: somebody may begin with it anew meanwhile.
            if (entry.LastModified < before
                && await ReadAsync(entry.Name[(kind.Length + 1)..], cancellationToken) is var (record, tag)
                && !isInUse(record))
            {
                await store.TryDeleteAsync(entry.Name, tag, cancellationToken);
            }
        }
    }

    private string Name(string id) => $"{kind}/{id}";
}
