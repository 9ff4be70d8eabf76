using Connector.Actions;
using Connector.Callers;
using Connector.Files;
using Connector.Output;
using Connector.Recipes;
using Connector.Records;
using Connector.Runs;
using Connector.Spending;
using Connector.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connector.Wire.Growth;

/// <summary>What is done with a store, by the product's own parts in this process.</summary>
/// <param name="store">The store.</param>
internal sealed class StoreParts(FilledStore store)
{
    private const int Page = 100;

    private static readonly TimeProvider Time = TimeProvider.System;

    /// <summary>Measures everything that needs no server, each with its name.</summary>
    public async Task<IReadOnlyList<(string Name, Cost Cost)>> MeasureAsync()
    {
        var sink = new LocalSink(store.Root);
        var records = new LocalRecordStore(store.Root, Time);
        var runs = new RunRecords(records, Time);
        var recipes = new RecipeRecords(records, FilledStore.Options, Time);
        var options = FilledStore.Options with { DailyCredits = 1000 };
        using var telemetry = new ConnectorTelemetry(Time);
        await using var ledger = new Ledger(records, options, telemetry, Time, NullLogger<Ledger>.Instance);
        var spill = new SpillFolder(Path.Combine(store.Folder, "spill"));
        var sweeper = new Sweeper(runs, new FileStore(sink, Time), new FileCleanup(sink, recipes, Catalog.All, options, Time), sink, spill, Time, NullLogger<Sweeper>.Instance, []) { Temporary = store.Folder };
        var index = new JobIndex(new LocalRecordStore(store.JobsRoot, Time), Time);
        return
        [
            ("first page of files", await Cost.OfAsync(token => sink.ListAsync("", continuation: null, Page, token))),
            ("first page of a day", await Cost.OfAsync(token => sink.ListAsync(store.MiddleDay, continuation: null, Page, token))),
            ("a page from the middle on", await Cost.OfAsync(token => sink.ListAsync("", store.MiddlePath, Page, token))),
            ("first page, newest first", await Cost.OfAsync(token => new NewestFiles(sink).ListAsync("", continuation: null, Page, token))),
            ("first sweep of a process", await Cost.OfAsync(sweeper.SweepAsync, isOnce: true)),
            ("a sweep after it", await Cost.OfAsync(sweeper.SweepAsync, isOnce: true)),
            ("a job by its id", await Cost.OfAsync(token => runs.ReadAsync(store.MiddleRun, token))),
            ("a file's recipe", await Cost.OfAsync(token => store.Size == 0 ? Task.CompletedTask : recipes.GetAsync(store.MiddlePath, token))),
            ("the day's credits", await Cost.OfAsync(token => ledger.LimitsAsync(Caller.Nobody, token))),
            ("search for jobs, as many waiting", await Cost.OfAsync(token => SearchAsync(index, token))),
        ];
    }

    private static async Task SearchAsync(JobIndex index, CancellationToken cancellationToken)
    {
        var turns = new JobTurns(JobWorker.MostReady);
        await foreach (var entry in index.ListAsync(cancellationToken))
        {
            turns.Add(new WaitingJob(entry.Job!, entry.Since));
        }
    }
}
