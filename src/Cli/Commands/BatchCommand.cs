using System.CommandLine;
using Connector.Actions;
using Connector.Cli.Backends;
using Connector.Cli.Batching;
using Connector.Cli.Presets;
using Connector.Failures;

namespace Connector.Cli.Commands;

/// <summary><c>batch &lt;action&gt; &lt;file&gt;</c>: an action with each row of a file, taken up where it was left.</summary>
internal sealed class BatchCommand
{
    private const int MostParallel = 32;

    /// <summary>The digits of a row in the name of its file.</summary>
    private const int RowDigits = 6;

    private readonly Catalog _catalog;
    private readonly PresetFile _presets;

    private readonly Argument<string> _action = new("action") { Description = "The action.", HelpName = "action" };

    private readonly Argument<string> _file = new("file") { Description = "The rows: .csv or .tsv whose first line names the parameters, or .jsonl with an object on each line." };

    private readonly Option<string?> _output = new("--output", "-o") { Description = "Copies the files there, named by their rows: 000001.png.", HelpName = "folder" };

    private readonly Option<bool> _force = new("--force") { Description = "Replaces files of the folder that are named as those of rows are." };

    private readonly Option<string?> _results = new("--results") { Description = "The results file. Default: FILE.results.jsonl, beside the rows.", HelpName = "file" };

    private readonly Option<string?> _preset = new("--preset") { Description = "Takes what rows leave out from this preset.", HelpName = "name" };

    private readonly Option<int> _parallel = new("--parallel")
    {
        Description = $"How many calls are on their way at once, 1 to {MostParallel}.",
        HelpName = "number",
        DefaultValueFactory = _ => 4,
    };

    private readonly Option<decimal?> _maxCredits = new("--max-credits") { Description = "Refuses the batch where the documented prices of all rows are more.", HelpName = "number" };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Looks through all rows and tells what is wrong and what they cost; nothing is sent." };

    private readonly Option<bool> _keepGoing = new("--keep-going") { Description = "Runs the good rows although others cannot be run." };

    private readonly Option<bool> _retryFailed = new("--retry-failed") { Description = "Runs rows again that failed and cost nothing." };

    private readonly Option<bool> _retryUncertain = new("--retry-uncertain") { Description = "Runs rows again that failed and may have been charged." };

    private readonly Option<bool> _resumeAnyway = new("--resume-anyway")
    {
        Description = "Goes on with a batch that was killed more than a day ago or elsewhere, or whose rows have changed since; what was on its way then may be paid again, and what has changed is.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Prints the end as JSON, as it is where no person looks." };

    private BatchCommand(Catalog catalog, PresetFile presets) => (_catalog, _presets) = (catalog, presets);

    /// <summary>Makes the command.</summary>
    /// <param name="catalog">The actions.</param>
    /// <param name="backend">Where it is done.</param>
    /// <param name="presets">The presets.</param>
    public static Command Create(Catalog catalog, BackendOptions backend, PresetFile presets)
    {
        var one = new BatchCommand(catalog, presets);
        var names = catalog.Actions.Select(action => action.Name).ToList();
        one._action.CompletionSources.Add([.. names]);
        one._action.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } name && !names.Contains(name, StringComparer.Ordinal))
            {
                result.AddError($"There is no action \"{name}\".{NameSuggestion.For(name, names)}");
            }
        });
        one._parallel.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostParallel)
            {
                result.AddError($"--parallel must be 1 to {MostParallel}.");
            }
        });
        var batch = new Command("batch", "Runs an action with each row of a file. The same command goes on where it was stopped or killed, and nothing is paid twice.")
        {
            one._action, one._file, one._output, one._force, one._results, one._preset, one._parallel, one._maxCredits, one._dryRun, one._keepGoing, one._retryFailed, one._retryUncertain, one._resumeAnyway, one._json,
        };
        backend.AddTo(batch);
        batch.SetAction((parsed, cancellationToken) => backend.RunAsync(parsed, (work, token) => one.RunAsync(parsed, work, token), cancellationToken));
        return batch;
    }

    private async Task<int> RunAsync(ParseResult parsed, IBackend backend, CancellationToken cancellationToken)
    {
        var file = parsed.GetRequiredValue(_file);
        if (!File.Exists(file))
        {
            throw new UsageException($"There is no file \"{file}\".");
        }

        var source = await SourceAsync(parsed, file, cancellationToken);
        var plan = await BatchPlan.MakeAsync(source, cancellationToken);
        if (!await IsToBeRunAsync(parsed, source, plan))
        {
            return ExitCodes.Failure;
        }

        if (parsed.GetValue(_dryRun))
        {
            Console.WriteLine(BatchText.Of(plan));
            return ExitCodes.Success;
        }

        var path = parsed.GetValue(_results) is { Length: > 0 } given ? given : $"{file}.results.jsonl";
        if (Path.GetFullPath(path) == Path.GetFullPath(file))
        {
            throw new UsageException($"--results names the rows themselves, {file}.");
        }

        var mayDoubt = parsed.GetValue(_resumeAnyway);
        await using var results = await OpenAsync(path, source.Action.Name, backend.Place, mayDoubt, cancellationToken);
        if (!mayDoubt && await results.CountChangedAsync(source, cancellationToken) is > 0 and var changed)
        {
            throw new UsageException(
                $"{changed} rows of {file} were paid for with other inputs than they have now: a row put in or taken out moves those below it. Nothing was sent; --resume-anyway runs what has changed, and pays for it.");
        }

        if (parsed.GetValue(_output) is { } folder)
        {
            if (results.IsNew && !parsed.GetValue(_force) && FirstRowFileIn(folder) is { } there)
            {
                throw new UsageException($"{there} is there already, and may be of another batch; nothing was sent. Give another folder, or --force to replace what is named by a row.");
            }

            if (results.Succeeded is > 0 and var ended)
            {
                await Console.Error.WriteLineAsync($"{ended} of {plan.Rows} rows have gone well before and are not run again; their files are where they were put then.");
            }
        }

        var (standing, stopped) = await RunRowsAsync(parsed, backend, source, plan, results, cancellationToken);
        Console.WriteLine(parsed.GetValue(_json) || Console.IsOutputRedirected ? BatchText.ToJson(results.Batch, plan, standing, path) : BatchText.Of(plan, standing, path));
        if (stopped is not null)
        {
            await CommandFailures.WriteAsync(stopped, results.Batch);
        }

        if (!cancellationToken.IsCancellationRequested)
        {
            await backend.TidyAsync(cancellationToken);
        }

        return stopped is null && standing.Failed == 0 && standing.Done == plan.Rows ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static async Task<BatchResults> OpenAsync(string path, string action, string place, bool mayDoubt, CancellationToken cancellationToken)
    {
        var results = await BatchResults.OpenAsync(path, action, place, mayDoubt, TimeProvider.System, cancellationToken);
        if (results.Doubt is not { } doubt || mayDoubt)
        {
            return results;
        }

        await results.DisposeAsync();
        throw new UsageException($"{doubt} Nothing was sent, since the few rows on their way then may be paid again; --resume-anyway goes on all the same.");
    }

    /// <summary>A file in a folder that is named as those of rows are; null for none.</summary>
    private static string? FirstRowFileIn(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).FirstOrDefault(file => Path.GetFileNameWithoutExtension(file).Split('-')[0] is { Length: RowDigits } name && name.All(char.IsAsciiDigit))
        : null;

    private async Task<BatchSource> SourceAsync(ParseResult parsed, string file, CancellationToken cancellationToken)
    {
        var action = _catalog.Find(parsed.GetRequiredValue(_action));
        var defaults = parsed.GetValue(_preset) is { } name ? (await PresetChoice.FindAsync(_presets, name, action.Name, cancellationToken)).Inputs : new Dictionary<string, string>(StringComparer.Ordinal);
        return new BatchSource(action, file, defaults);
    }

    /// <summary>Whether the rows are fit to be run, before the first is paid for; says so where they are not.</summary>
    private async Task<bool> IsToBeRunAsync(ParseResult parsed, BatchSource source, BatchPlan plan)
    {
        foreach (var (row, message) in plan.Faults)
        {
            await Console.Error.WriteLineAsync($"row {row}: {message}");
        }

        var refusal = plan switch
        {
            { Rows: 0 } => $"{source.Path} has no rows.",
            { FaultyRows: > 0 } when !parsed.GetValue(_keepGoing) => $"{plan.FaultyRows} of {plan.Rows} rows cannot be run; nothing was sent. --keep-going runs the others.",
            { Unpriced: > 0 } when parsed.GetValue(_maxCredits) is not null => $"{plan.Unpriced} of {plan.Rows} rows have no documented price, so nobody can promise that all cost no more than --max-credits. Nothing was sent.",
            _ when plan.Credits > parsed.GetValue(_maxCredits) => $"All rows cost {plan.Credits} credits by the documented prices; --max-credits is {parsed.GetValue(_maxCredits)}. Nothing was sent.",
            _ => null,
        };
        if (refusal is not null)
        {
            await Console.Error.WriteLineAsync(refusal);
        }

        return refusal is null;
    }

    private async Task<(BatchStanding Standing, Exception? Stopped)> RunRowsAsync(
        ParseResult parsed, IBackend backend, BatchSource source, BatchPlan plan, BatchResults results, CancellationToken cancellationToken)
    {
        var order = new BatchOrder(parsed.GetValue(_parallel), parsed.GetValue(_output), parsed.GetValue(_retryFailed), parsed.GetValue(_retryUncertain));
        var onTheirWay = 0;
        await using var asked = cancellationToken.Register(() => Console.Error.WriteLine(
            $"Stopping when what is on its way has come (calls: {Volatile.Read(ref onTheirWay)}), since it is paid for. The same command goes on from there."));
        return await BatchBar.ShowAsync(plan.Rows, show =>
        {
            var runner = new BatchRunner(backend, results, order, TimeProvider.System, standing =>
            {
                Volatile.Write(ref onTheirWay, standing.OnTheirWay);
                show(standing);
            });
            return runner.RunAsync(source, cancellationToken);
        });
    }
}
