namespace Connector.Records;

/// <summary>
/// Small documents by name, which several processes on one store read and change without overwriting each other: a record is
/// created by one of them only, and replaced only by who has read what it replaces. What is in a record is its user's matter.
/// </summary>
/// <remarks>
/// A name is <c>{kind}/{id}</c>, both of 1 to 100 lower-case letters, digits and hyphens, such as <c>spend/2026-11-21</c>; another is
/// an <see cref="ArgumentException"/>. A tag stands for one writing of a record and never comes back, even where the content does.
/// A store that cannot be reached, or refuses, fails with <c>storage_unavailable</c> (503).
/// </remarks>
public interface IRecordStore
{
    /// <summary>The largest record, in bytes; a larger one is an <see cref="ArgumentException"/>.</summary>
    const int MostBytes = 1024 * 1024;

    /// <summary>Sees that records can be kept.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    Task ProveAsync(CancellationToken cancellationToken);

    /// <summary>Reads a record.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The record as one writing left it; null when there is none.</returns>
    Task<StoredRecord?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Creates a record; of several who try at once, one succeeds.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Stops the creation; whether there is a record then is not known.</param>
    /// <returns>Its tag; null when there is a record of this name already, which stays as it is.</returns>
    Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Replaces a record that nobody has replaced since it was read.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its new bytes.</param>
    /// <param name="tag">The tag of the writing to be replaced.</param>
    /// <param name="cancellationToken">Stops the replacement; whether it took place is not known then.</param>
    /// <returns>Its new tag; null when its tag is another or there is no such record.</returns>
    Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string tag, CancellationToken cancellationToken);

    /// <summary>Deletes a record.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tag">The tag of the writing to be deleted; null for whichever there is.</param>
    /// <param name="cancellationToken">Stops the deletion; whether it took place is not known then.</param>
    /// <returns>Whether it was deleted; not when its tag is another or there is no such record.</returns>
    Task<bool> TryDeleteAsync(string name, string? tag, CancellationToken cancellationToken);

    /// <summary>Lists the records of a kind in the order of their names' characters. One that comes or goes meanwhile may be missing.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    IAsyncEnumerable<RecordEntry> ListAsync(string kind, CancellationToken cancellationToken) => ListAsync(kind, start: "", cancellationToken);

    /// <summary>The same for those whose ids begin so.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="start">What their ids begin with.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    IAsyncEnumerable<RecordEntry> ListAsync(string kind, string start, CancellationToken cancellationToken);

    /// <summary>The records of a kind as the store comes upon them, in any order: a store that would have to sort them need not hold them all.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="cancellationToken">Stops it.</param>
    IAsyncEnumerable<RecordEntry> EnumerateAsync(string kind, CancellationToken cancellationToken) => ListAsync(kind, cancellationToken);
}
