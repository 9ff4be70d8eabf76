using System.Text.Json;
using Connector.Json;
using Connector.Records;

namespace Connector.Runs;

/// <summary>The runs in the record store.</summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock.</param>
public sealed class RunRecords(IRecordStore store, TimeProvider time)
{
    /// <summary>How long an ended run is remembered: longer than any host retries, as long as upstream keeps its own results.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>How long a job may lie untouched: as long as the Functions host hides the message of an instance that died.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private const string Kind = "runs";

    /// <summary>Reads a run with the tag to replace it by; null when there is none.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<(RunRecord Record, string Tag)?> ReadAsync(string id, CancellationToken cancellationToken) =>
        await store.ReadAsync(Name(id), cancellationToken) is { } stored
            ? (JsonSerializer.Deserialize(stored.Content.Span, ConnectorJson.Default.RunRecord)!, stored.Tag)
            : null;

    /// <summary>Creates a run, or replaces it when its tag is still this one.</summary>
    /// <param name="record">The run.</param>
    /// <param name="tag">The tag of what is replaced; null when there must be none.</param>
    /// <param name="cancellationToken">Stops it; whether it was written is not known then.</param>
    /// <returns>The new tag; null when somebody else was faster.</returns>
    public Task<string?> TryWriteAsync(RunRecord record, string? tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        var content = JsonSerializer.SerializeToUtf8Bytes(record with { Written = time.GetUtcNow() }, ConnectorJson.Default.RunRecord);
        return tag is null
            ? store.TryCreateAsync(Name(record.Id), content, cancellationToken)
            : store.TryReplaceAsync(Name(record.Id), content, tag, cancellationToken);
    }

    /// <summary>Deletes the runs that ended long ago, and those that nobody has touched for as long.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ListAsync(Kind, cancellationToken))
        {
            if (entry.LastModified + Life + Life < time.GetUtcNow())
            {
                await store.TryDeleteAsync(entry.Name, tag: null, cancellationToken);
            }
        }
    }

    private static string Name(string id) => $"{Kind}/{id}";
}
