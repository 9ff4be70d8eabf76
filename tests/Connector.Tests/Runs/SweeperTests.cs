using Connector.Actions;
using Connector.Callers;
using Connector.Files;
using Connector.Output;
using Connector.Recipes;
using Connector.Records;
using Connector.Runs;
using Connector.Settings;
using Connector.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connector.Tests.Runs;

/// <summary>What a sweep deletes and what it leaves, on every store.</summary>
public abstract class SweeperTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly TemporaryFolder _temporary = new();
    private readonly ManualTime _time = new();

    /// <summary>The stores date what they hold by the real clock, so the test's begins there.</summary>
    protected SweeperTests() => _time.Advance(TimeProvider.System.GetUtcNow() - _time.GetUtcNow());

    protected abstract IRecordStore Records { get; }

    protected abstract IMediaSink Sink { get; }

    /// <summary>Whether the store has a file, also one that no route serves.</summary>
    protected abstract bool IsKept(string path);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Runs_and_the_files_of_their_inputs_go_when_nobody_can_ask_for_them_any_more()
    {
        var (records, files) = (new RunRecords(Records, _time), new FileStore(Sink, _time));
        var (ended, running) = (Run(RunState.Done) with { Completed = _time.GetUtcNow() }, Run(RunState.Sent) with { Owner = "somebody", Lease = TimeSpan.FromDays(9) });
        await records.TryWriteAsync(ended, tag: null, CancellationToken.None);
        await records.TryWriteAsync(running, tag: null, CancellationToken.None);
        var input = await files.AddJobInputAsync(new MemoryStream(TestPng.Create(8, 8)), Caller.Nobody, CancellationToken.None);
        var upload = await files.AddAsync(new MemoryStream(TestPng.Create(8, 8)), Caller.Nobody, filesUrl: null, CancellationToken.None);

        using var stop = new CancellationTokenSource();
        var atStart = _time.WaitOf(Hour);
        var sweeping = new Sweeper(records, files, Cleanup(), Sink, new SpillFolder(_temporary.Path), _time, NullLogger<Sweeper>.Instance, []) { Temporary = _temporary.Path }.RunAsync(stop.Token);
        await atStart;
        Assert.Equal((true, true), (await IsThereAsync(records, ended), await IsThereAsync(input)));

        var later = _time.WaitOf(Hour);
        _time.Advance(TimeSpan.FromDays(3));
        await later;
        Assert.Equal((false, false), (await IsThereAsync(records, ended), await IsThereAsync(input)));
        Assert.Equal((true, true), (await IsThereAsync(records, running), await IsThereAsync(upload)));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sweeping);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_goes_like_the_others_and_is_told_in_the_log()
    {
        var (records, log) = (new RunRecords(Records, _time), new ListedLog<Sweeper>());
        var (damaged, ended) = (RunKey.New(), Run(RunState.Done));
        await Records.TryCreateAsync($"runs/{damaged}", "{"u8.ToArray(), CancellationToken.None);
        await Records.TryCreateAsync($"batches/{damaged}", "[]"u8.ToArray(), CancellationToken.None);
        await records.TryWriteAsync(ended, tag: null, CancellationToken.None);

        _time.Advance(TimeSpan.FromDays(3));
        await new Sweeper(records, new FileStore(Sink, _time), Cleanup(), Sink, new SpillFolder(_temporary.Path), _time, log, []) { Temporary = _temporary.Path }.SweepAsync(CancellationToken.None);

        Assert.Null(await Records.ReadAsync($"runs/{damaged}", CancellationToken.None));
        Assert.Null(await Records.ReadAsync($"batches/{damaged}", CancellationToken.None));
        Assert.False(await IsThereAsync(records, ended));
        Assert.Equal([$"batches/{damaged}", $"runs/{damaged}"], log.Lines.Select(line => line.Split(' ')[3]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_kept_for_the_operator_stays_for_a_week()
    {
        var staged = await Sink.StageAsync(MediaPath.RefusedFolder("dreamstudio-text-to-image", _time.GetUtcNow()), new MemoryStream("<html>"u8.ToArray()), CancellationToken.None);
        await staged.PublishAsync(new MediaDetails("hash"), CancellationToken.None);
        var spill = new SpillFolder(_temporary.Path);
        var (kept, _) = await spill.KeepAsync(RunKey.New(), new SpilledAnswer { Summary = "x", RequestId = "x", Sandbox = false }, [], CancellationToken.None);
        var sweeper = new Sweeper(new RunRecords(Records, _time), new FileStore(Sink, _time), Cleanup(), Sink, spill, _time, NullLogger<Sweeper>.Instance, []) { Temporary = _temporary.Path };

        _time.Advance(TimeSpan.FromDays(6.5));
        await sweeper.SweepAsync(CancellationToken.None);
        Assert.Equal((true, true), (IsKept(staged.Path), Directory.Exists(kept)));

        _time.Advance(TimeSpan.FromDays(1));
        await sweeper.SweepAsync(CancellationToken.None);
        Assert.Equal((false, false), (IsKept(staged.Path), Directory.Exists(kept)));
    }

    [Fact]
    public async Task Files_go_after_the_days_that_their_folder_is_kept_whoever_they_belong_to()
    {
        var retention = new RetentionOptions { Days = 30, OfFolders = new Dictionary<string, int> { [MediaPath.Uploads] = 2, ["stability-generate-core"] = 0 } };
        var alice = Caller.Named("alice", isIsolated: true);
        string[] roots = [MediaPath.Uploads, "dreamstudio-text-to-image", "stability-generate-core", MediaPath.JobInputs];
        var old = new List<string>();
        _time.Advance(TimeSpan.FromDays(1) - _time.GetUtcNow().TimeOfDay);
        foreach (var folder in roots.SelectMany(root => new[] { MediaPath.Folder(root, _time.GetUtcNow()), alice.FolderOf(MediaPath.Folder(root, _time.GetUtcNow())) }))
        {
            old.Add(await StoreAsync(folder));
        }

        // A year to look at, and it is a name; and what somebody else has put there.
        var customer = await StoreAsync(Caller.Named("1970", isIsolated: true).FolderOf(MediaPath.Folder("stability-generate-ultra", _time.GetUtcNow().AddDays(50))));
        var notes = await StoreAsync(MediaPath.Folder("mine", _time.GetUtcNow()));
        var cleanup = Cleanup(retention);
        _time.Advance(TimeSpan.FromDays(2.9));
        Assert.Equal(0, (await cleanup.SweepAsync(CancellationToken.None)).Files);
        _time.Advance(TimeSpan.FromDays(0.1));
        var fresh = await StoreAsync(MediaPath.Folder(MediaPath.Uploads, _time.GetUtcNow()));
        Assert.Equal(2, (await cleanup.SweepAsync(CancellationToken.None)).Files);
        _time.Advance(TimeSpan.FromDays(40));
        Assert.Equal(3, (await cleanup.SweepAsync(CancellationToken.None)).Files);

        Assert.NotNull(await Sink.FindAsync(customer, CancellationToken.None));
        Assert.NotNull(await Sink.FindAsync(notes, CancellationToken.None));
        var left = await Task.WhenAll(old.Append(fresh).Select(async path => (await Sink.FindAsync(path, CancellationToken.None))?.Path));
        Assert.Equal(old.Where(path => MediaPath.RootOf(path) is "stability-generate-core" or MediaPath.JobInputs), left.OfType<string>());
    }

    private async Task<string> StoreAsync(string folder)
    {
        await using var staged = await Sink.StageAsync(folder, new MemoryStream(TestPng.Create(8, 8)), CancellationToken.None);
        await staged.PublishAsync(new MediaDetails("hash"), CancellationToken.None);
        return staged.Path;
    }

    private FileCleanup Cleanup(RetentionOptions? retention = null)
    {
        var options = SettingsReader.Read([], Catalog.All.Apps) with { Retention = retention ?? new RetentionOptions() };
        return new FileCleanup(Sink, new RecipeRecords(Records, options, _time), Catalog.All, options, _time);
    }

    protected virtual void Dispose(bool disposing) => _temporary.Dispose();

    private static RunRecord Run(RunState state) => new()
    {
        Id = RunKey.New(),
        Action = "dreamstudio-text-to-image",
        Fingerprint = "",
        State = state,
        Created = DateTimeOffset.UnixEpoch,
        RequestId = "before",
    };

    private static async Task<bool> IsThereAsync(RunRecords records, RunRecord run) => await records.ReadAsync(run.Id, CancellationToken.None) is not null;

    private async Task<bool> IsThereAsync(MediaFile file) => await Sink.FindAsync(file.Path, CancellationToken.None) is not null;
}
