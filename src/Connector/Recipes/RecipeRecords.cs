using System.Globalization;
using System.Text.Json;
using Connector.Failures;
using Connector.Files;
using Connector.Records;
using Connector.Settings;

namespace Connector.Recipes;

/// <summary>The recipes of stored files, beside the runs: one record for all files of a call, found by the name that they have in common.</summary>
/// <param name="store">The store.</param>
/// <param name="options">Whether recipes are kept.</param>
/// <param name="time">The clock.</param>
public sealed class RecipeRecords(IRecordStore store, ConnectorOptions options, TimeProvider time)
{
    /// <summary>How long a picture that is there waits for its recipe to be written down.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly JsonRecords<RecipeRecord> _records = new(store, RecordRules.Recipes, RecipeJson.Default.RecipeRecord);

    /// <summary>Whether recipes are kept of what is made now.</summary>
    public bool AreKept => options.KeepInputs;

    /// <summary>Keeps the recipe of files that are stored and paid for: that it cannot be kept is no failure of the call.</summary>
    /// <param name="recipe">The recipe; null where none is kept.</param>
    /// <param name="files">The files.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Why it was not kept, as a sentence; null when it was.</returns>
    internal async Task<string?> TryKeepAsync(Recipe? recipe, IEnumerable<RecipeFile> files, CancellationToken cancellationToken)
    {
        if (recipe is null)
        {
            return null;
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            foreach (var together in files.GroupBy(file => MediaPath.CommonName(file.Path), StringComparer.Ordinal))
            {
                var record = new RecipeRecord { Recipe = recipe, Files = [.. together] };
                if (JsonSerializer.SerializeToUtf8Bytes(record, RecipeJson.Default.RecipeRecord).Length > IRecordStore.MostBytes)
                {
                    return NotKept(string.Create(CultureInfo.InvariantCulture, $"the inputs are longer than the {IRecordStore.MostBytes:N0} bytes that are kept."));
                }

                await _records.TryWriteAsync(together.Key, record, tag: null, stop.Token);
            }

            return null;
        }
        catch (ConnectorException failure)
        {
            return NotKept(failure.Message);
        }
        catch (OperationCanceledException)
        {
            return NotKept("the store did not answer in time.");
        }

        static string NotKept(string why) => $"The recipe was not kept, so that this cannot be made again by its path: {why}";
    }

    /// <summary>The recipe of a stored file.</summary>
    /// <param name="path">The path of a file that is there.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ConnectorException"><c>recipe_not_found</c> (404).</exception>
    public async Task<KeptRecipe> GetAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        return await ReadAsync(path, cancellationToken) is var (record, _) && record.Files.FirstOrDefault(file => file.Path == path) is { } file
            ? new KeptRecipe(path, record.Recipe, file.Seed)
            : throw ConnectorException.NotFound(ErrorCodes.RecipeNotFound, $"There is no recipe of \"{InputText.Shorten(path)}\": {WhyNone(path)}");
    }

    /// <summary>Forgets how a file was made that is to be deleted.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task ForgetAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        while (await FindAsync() is var (record, tag))
        {
            var left = record.Files.Where(file => file.Path != path).ToList();
            if (left.Count == record.Files.Count)
            {
                return;
            }

            var name = MediaPath.CommonName(path);
            if (left.Count == 0
                ? await _records.TryDeleteAsync(name, tag, cancellationToken)
                : await _records.TryWriteAsync(name, record with { Files = left }, tag, cancellationToken) is not null)
            {
                return;
            }
        }

        // One that nobody can read must not keep its file from being deleted.
        async Task<(RecipeRecord Record, string Tag)?> FindAsync()
        {
            try
            {
                return await ReadAsync(path, cancellationToken);
            }
            catch (ConnectorException unreadable) when (RecordFailures.IsOfOneRecord(unreadable))
            {
                return null;
            }
        }
    }

    private async Task<(RecipeRecord Record, string Tag)?> ReadAsync(string path, CancellationToken cancellationToken) =>
        MediaPath.IsValid(path) && MediaPath.CommonName(path) is { Length: > 0 } name && await _records.ReadAsync(name, cancellationToken) is var (record, tag, _)
            ? (record, tag)
            : null;

    private string WhyNone(string path) =>
        MediaPath.RootOf(path) == MediaPath.Uploads ? "it was uploaded, not made by an action."
        : AreKept ? "it was not made by an action, or at a time when no recipes were kept."
        : $"{ConnectorSettings.KeepInputs.Name} is false, so that none are kept.";
}
