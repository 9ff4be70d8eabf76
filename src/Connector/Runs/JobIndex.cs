using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Connector.Records;

namespace Connector.Runs;

/// <summary>
/// The jobs that have not ended, as records of their own beside the runs. An entry is written before its run and deleted after the
/// run's end, so that whatever a queue loses, and whoever is killed when, the job is found here again.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock; the store's own, where it has one.</param>
/// <param name="kind">The kind of its records.</param>
public sealed class JobIndex(IRecordStore store, TimeProvider time, string kind = JobIndex.Kind)
{
    /// <summary>The kind of the records of jobs.</summary>
    internal const string Kind = "queue";

    private const string BatchStart = "batch-";

    /// <summary>The time by which entries are dated.</summary>
    internal DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Adds a job, or dates its entry anew.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task AddAsync(JobTicket job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        return WriteAsync(job.Name, cancellationToken);
    }

    /// <summary>Adds a batch whose jobs are about to be written down and queued.</summary>
    internal Task AddBatchAsync(string batch, CancellationToken cancellationToken) => WriteAsync(BatchStart + batch, cancellationToken);

    /// <summary>All entries, in any order.</summary>
    internal async IAsyncEnumerable<JobIndexEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in store.EnumerateAsync(kind, cancellationToken))
        {
            var name = entry.Name[(kind.Length + 1)..];
            if (JobTicket.Parse(name) is { } job)
            {
                yield return new JobIndexEntry(job, Batch: null, entry.LastModified);
            }
            else if (name.StartsWith(BatchStart, StringComparison.Ordinal) && RunKey.IsId(name[BatchStart.Length..]))
            {
                yield return new JobIndexEntry(Job: null, name[BatchStart.Length..], entry.LastModified);
            }
        }
    }

    /// <summary>The unfinished jobs of a batch, in order.</summary>
    internal async IAsyncEnumerable<JobTicket> ListAsync(string batch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ListAsync(kind, JobTicket.StartOf(batch), cancellationToken))
        {
            if (JobTicket.Parse(entry.Name[(kind.Length + 1)..]) is { } job)
            {
                yield return job;
            }
        }
    }

    /// <summary>When a job's entry was written, and the tag to delete it by; null when there is none.</summary>
    internal Task<(DateTimeOffset Since, string Tag)?> ReadAsync(JobTicket job, CancellationToken cancellationToken) => ReadAsync(job.Name, cancellationToken);

    /// <summary>The same for a batch on its way into the queue.</summary>
    internal Task<(DateTimeOffset Since, string Tag)?> ReadBatchAsync(string batch, CancellationToken cancellationToken) =>
        ReadAsync(BatchStart + batch, cancellationToken);

    /// <summary>Deletes a job's entry, unless somebody has written it anew since it was read.</summary>
    internal Task<bool> TryDeleteAsync(JobTicket job, string tag, CancellationToken cancellationToken) =>
        store.TryDeleteAsync($"{kind}/{job.Name}", tag, cancellationToken);

    /// <summary>Deletes a batch's entry; unless somebody has written it anew, where a tag is given.</summary>
    internal Task<bool> TryDeleteBatchAsync(string batch, string? tag, CancellationToken cancellationToken) =>
        store.TryDeleteAsync($"{kind}/{BatchStart}{batch}", tag, cancellationToken);

    private async Task WriteAsync(string name, CancellationToken cancellationToken)
    {
        // One that is there is replaced: its new tag tells who is about to delete it that the job begins anew.
        var (path, content) = ($"{kind}/{name}", Encoding.ASCII.GetBytes(Now.ToString("O", CultureInfo.InvariantCulture)));
        while (await store.TryCreateAsync(path, content, cancellationToken) is null)
        {
            if (await store.ReadAsync(path, cancellationToken) is { } there
                && await store.TryReplaceAsync(path, content, there.Tag, cancellationToken) is not null)
            {
                return;
            }
        }
    }

    private async Task<(DateTimeOffset Since, string Tag)?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync($"{kind}/{name}", cancellationToken) is not { } record)
        {
            return null;
        }

        var text = Encoding.ASCII.GetString(record.Content.Span);
        var isTime = DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var since);
        return (isTime ? since : DateTimeOffset.UnixEpoch, record.Tag);
    }
}
