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
    /// <summary>Reads a record with the tag to replace it by and the age that its store tells; null when there is none.</summary>
    public async Task<(T Record, string Tag, TimeSpan Age)?> ReadAsync(string id, CancellationToken cancellationToken) =>
        await store.ReadAsync(Name(id), cancellationToken) is { } stored ? (JsonSerializer.Deserialize(stored.Content.Span, shape)!, stored.Tag, stored.Age) : null;

    /// <summary>Creates a record, or replaces it when its tag is still this one; null when somebody else was faster.</summary>
    public Task<string?> TryWriteAsync(string id, T record, string? tag, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(record, shape);
        return tag is null ? store.TryCreateAsync(Name(id), content, cancellationToken) : store.TryReplaceAsync(Name(id), content, tag, cancellationToken);
    }

    /// <summary>Deletes a record whose tag is still this one.</summary>
    public Task<bool> TryDeleteAsync(string id, string tag, CancellationToken cancellationToken) => store.TryDeleteAsync(Name(id), tag, cancellationToken);

    /// <summary>Deletes the records that were last written so long ago and are not in use.</summary>
    /// <param name="age">How long ago.</param>
    /// <param name="time">The store's clock, which its answers set right: by the machine's, a fresh record might look old.</param>
    /// <param name="isInUse">Whether somebody may still need a record.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task SweepAsync(TimeSpan age, TimeProvider time, Func<string, T, string, TimeSpan, bool> isInUse, CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ListAsync(kind, cancellationToken))
        {
            // By its tag and not before another look: somebody may begin with it anew meanwhile.
            var id = entry.Name[(kind.Length + 1)..];
            if (entry.LastModified < time.GetUtcNow() - age
                && await ReadAsync(id, cancellationToken) is var (record, tag, known)
                && !isInUse(id, record, tag, known))
            {
                await store.TryDeleteAsync(entry.Name, tag, cancellationToken);
            }
        }
    }

    private string Name(string id) => $"{kind}/{id}";
}
