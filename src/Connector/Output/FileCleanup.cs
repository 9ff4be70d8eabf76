using Connector.Actions;
using Connector.Failures;
using Connector.Files;
using Connector.Recipes;
using Connector.Settings;

namespace Connector.Output;

/// <summary>Deletes files, each with what is kept of how it was made.</summary>
/// <param name="sink">The store.</param>
/// <param name="recipes">How files were made.</param>
/// <param name="catalog">The actions, whose folders have files of a known age.</param>
/// <param name="options">How long they are kept.</param>
/// <param name="time">The clock.</param>
public sealed class FileCleanup(IMediaSink sink, RecipeRecords recipes, Catalog catalog, ConnectorOptions options, TimeProvider time)
{
    private readonly OldFiles _files = new(sink);
    private readonly HashSet<string> _folders = catalog.Actions.Select(action => action.Name).Append(MediaPath.Uploads).ToHashSet(StringComparer.Ordinal);

    /// <summary>Deletes one file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether there was such a file.</returns>
    /// <exception cref="ConnectorException"><c>storage_unavailable</c> (503).</exception>
    public async Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        // First what tells of the file: a failure leaves a picture without its prompt, and no prompt without its picture.
        await recipes.ForgetAsync(path, cancellationToken);
        return await sink.DeleteAsync(path, cancellationToken);
    }

    /// <summary>Deletes the files that have been kept for as long as the settings say.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What was deleted.</returns>
    /// <exception cref="ConnectorException"><c>storage_unavailable</c> (503).</exception>
    public Task<CleanedFiles> SweepAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return !options.Retention.IsOn ? Task.FromResult(CleanedFiles.None) : DeleteAsync(
            prefix: "",

            // What actions made and callers brought; the files of jobs go with their jobs, and what somebody else has put there stays.
            folder => _folders.Contains(folder) && options.Retention.DaysOf(folder) is { } days && days < today.DayNumber ? today.AddDays(-days) : null,
            most: int.MaxValue,
            isDryRun: false,
            cancellationToken);
    }

    /// <summary>Deletes files that somebody wants to be rid of.</summary>
    /// <param name="prefix">What their paths begin with; empty for all.</param>
    /// <param name="before">The first day that is too young.</param>
    /// <param name="most">The most files to delete.</param>
    /// <param name="isDryRun">Whether they are only counted, all of them.</param>
    /// <param name="cancellationToken">Stops it; what was deleted until then stays deleted.</param>
    /// <exception cref="ConnectorException"><c>storage_unavailable</c> (503).</exception>
    public Task<CleanedFiles> DeleteAsync(string prefix, DateOnly before, int most, bool isDryRun, CancellationToken cancellationToken) =>
        DeleteAsync(prefix, folder => folder == MediaPath.JobInputs ? null : before, most, isDryRun, cancellationToken);

    private async Task<CleanedFiles> DeleteAsync(string prefix, Func<string, DateOnly?> before, int most, bool isDryRun, CancellationToken cancellationToken)
    {
        var cleaned = CleanedFiles.None;
        await foreach (var file in _files.FindAsync(prefix, before, cancellationToken))
        {
            if (!isDryRun)
            {
                if (cleaned.Files == most)
                {
                    return cleaned with { HasMore = true };
                }

                if (!await DeleteAsync(file.Path, cancellationToken))
                {
                    continue;
                }
            }

            cleaned = cleaned with { Files = cleaned.Files + 1, Bytes = cleaned.Bytes + file.Bytes };
        }

        return cleaned;
    }
}
