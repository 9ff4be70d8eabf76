using Connector.Access;
using Connector.Actions;
using Connector.Failures;
using Connector.Files;
using Connector.Output;
using Connector.Recipes;
using Microsoft.Extensions.Logging;

namespace Connector.Runs;

/// <summary>Runs that were paid for and whose files the store did not take: once it is back, their files are stored and their answers put right.</summary>
/// <param name="catalog">The actions.</param>
/// <param name="records">The runs.</param>
/// <param name="spill">Where the files were kept on this machine.</param>
/// <param name="sink">The store.</param>
/// <param name="recipes">Where it is kept how they were made.</param>
/// <param name="access">Who the callers are.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
public sealed class SpilledRuns(
    Catalog catalog, RunRecords records, SpillFolder spill, IMediaSink sink, RecipeRecords recipes, AccessKeys access, TimeProvider time, ILogger<SpilledRuns> log) : IDisposable
{
    /// <summary>Of two who ask for the same run, one stores its files.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Stores the files of a run and writes its answer down.</summary>
    /// <param name="run">The run: what is known of it, or how it would begin where its record is lost.</param>
    /// <param name="fingerprint">The fingerprint of the input that its caller gave; null for one who only looks.</param>
    /// <param name="tag">The record's tag; null when there is none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The run with its receipt; null when there is nothing to restore here.</returns>
    /// <exception cref="ConnectorException"><c>storage_unavailable</c>: the store is still away; or the key came with another input.</exception>
    internal async Task<RunRecord?> TryRestoreAsync(RunRecord run, string? fingerprint, string? tag, CancellationToken cancellationToken)
    {
        if ((tag is not null && !LacksFiles(run)) || await spill.FindAsync(run.Id, cancellationToken) is null)
        {
            return null;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await spill.FindAsync(run.Id, cancellationToken) is { } answer ? await RestoreAsync(run, fingerprint, tag, answer, cancellationToken) : null;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static bool LacksFiles(RunRecord run) => run is { State: RunState.Done, Answer.Problem.MayHaveBeenCharged: true };

    private async Task<RunRecord?> RestoreAsync(RunRecord run, string? fingerprint, string? tag, SpilledAnswer answer, CancellationToken cancellationToken)
    {
        if (fingerprint is not null && answer.Fingerprint != fingerprint)
        {
            throw KeyedRuns.KeyReused(run.Action);
        }

        await using var staged = new StagedBatch(sink, spill: null, catalog.Find(run.Action), access.Current.CallerOf(run.Caller), time.GetUtcNow());
        foreach (var file in answer.Files)
        {
            await using var content = spill.OpenRead(run.Id, file);
            await staged.AddAsync(content, cancellationToken);
        }

        var files = await staged.PublishAsync([.. answer.Files.Select(file => new Upstream.MediaFacts(file.Seed, file.FinishReason))], run.FilesUrl, cancellationToken);
        var receipt = await answer.Receipt(files).KeepAsync(answer.Recipe, recipes, cancellationToken);
        var restored = run.Ended(RunAnswer.Of(receipt), records.Now);
        while (await records.TryWriteAsync(restored, tag, cancellationToken) is null)
        {
            // A late write was faster; or this one arrived and only its answer was lost, as its own second try cannot know.
            var known = await records.ReadAsync(run.Id, cancellationToken);
            if (known is { Record: var other } && !LacksFiles(other))
            {
                return other.State == RunState.Done ? other : null;
            }

            tag = known?.Tag;
        }

        RunLog.Restored(log, restored);
        spill.Forget(run.Id);
        return restored;
    }
}
