using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Connector.Failures;

namespace Connector.Records;

/// <summary>The records of one kind, which hold JSON.</summary>
/// <typeparam name="T">What a record holds.</typeparam>
/// <param name="store">The store.</param>
/// <param name="kind">The kind.</param>
/// <param name="shape">How it is written.</param>
internal sealed class JsonRecords<T>(IRecordStore store, string kind, JsonTypeInfo<T> shape)
    where T : VersionedRecord
{
    /// <summary>Reads a record with the tag to replace it by and the age that its store tells; null when there is none.</summary>
    /// <exception cref="ConnectorException"><c>record_unreadable</c> (409).</exception>
    public async Task<(T Record, string Tag, TimeSpan Age)?> ReadAsync(string id, CancellationToken cancellationToken) =>
        await store.ReadAsync(Name(id), cancellationToken) is { } stored ? (Parse(id, stored), stored.Tag, stored.Age) : null;

    /// <summary>Creates a record, or replaces it when its tag is still this one; null when somebody else was faster.</summary>
    public Task<string?> TryWriteAsync(string id, T record, string? tag, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(record, shape);
        return tag is null ? store.TryCreateAsync(Name(id), content, cancellationToken) : store.TryReplaceAsync(Name(id), content, tag, cancellationToken);
    }

    /// <summary>Deletes a record whose tag is still this one.</summary>
    public Task<bool> TryDeleteAsync(string id, string tag, CancellationToken cancellationToken) => store.TryDeleteAsync(Name(id), tag, cancellationToken);

    /// <summary>Deletes the records that were last written so long ago and are not in use, those included that cannot be read.</summary>
    /// <param name="age">How long ago.</param>
    /// <param name="time">The store's clock, which its answers set right: by the machine's, a fresh record might look old.</param>
    /// <param name="isInUse">Whether somebody may still need a record.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The failures of those that could not be read.</returns>
    public async Task<IReadOnlyList<ConnectorException>> SweepAsync(TimeSpan age, TimeProvider time, Func<string, T, string, TimeSpan, bool> isInUse, CancellationToken cancellationToken)
    {
        var unreadable = new List<ConnectorException>();
        await foreach (var entry in store.EnumerateAsync(kind, cancellationToken))
        {
            // By its tag and not before another look: somebody may begin with it anew meanwhile.
            var id = entry.Name[(kind.Length + 1)..];
            if (entry.LastModified < time.GetUtcNow() - age
                && await store.ReadAsync(entry.Name, cancellationToken) is { } stored
                && !IsInUse(id, stored))
            {
                await store.TryDeleteAsync(entry.Name, stored.Tag, cancellationToken);
            }
        }

        return unreadable;

        bool IsInUse(string id, StoredRecord stored)
        {
            try
            {
                return isInUse(id, Parse(id, stored), stored.Tag, stored.Age);
            }
            catch (ConnectorException failure) when (RecordFailures.IsOfOneRecord(failure))
            {
                unreadable.Add(failure);
                return false;
            }
        }
    }

    private T Parse(string id, StoredRecord stored)
    {
        T? record;
        try
        {
            record = JsonSerializer.Deserialize(stored.Content.Span, shape);
        }
        catch (JsonException broken)
        {
            throw RecordFailures.Unreadable(Name(id), "it is damaged, or another program wrote it", broken);
        }

        return record switch
        {
            null => throw RecordFailures.Unreadable(Name(id), "it is empty", cause: null),
            { Version: < 0 } => throw RecordFailures.Unreadable(Name(id), $"it is of version {record.Version}, which no connector writes", cause: null),
            { Version: > VersionedRecord.Latest } => throw RecordFailures.Unreadable(Name(id), $"it is of version {record.Version}, and this connector knows versions up to {VersionedRecord.Latest}", cause: null),
            _ => record,
        };
    }

    private string Name(string id) => $"{kind}/{id}";
}
