using System.Diagnostics;
using System.Globalization;
using Connector.Failures;
using Connector.Files;
using Connector.Records;
using Connector.Testing;

namespace Connector.Tests.Records;

public sealed class LocalRecordStoreTests : RecordStoreTests, IDisposable
{
    private const string Name = "spend/2026-11-21";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Several_processes_count_together()
    {
        using var first = Count(times: 50);
        using var second = Count(times: 50);
        for (var times = 0; times < 50; times++)
        {
            await RecordCounter.IncrementAsync(Open(), Name);
        }

        await first.WaitForExitAsync();
        await second.WaitForExitAsync();

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Equal(150, await RecordCounter.ReadAsync(Open(), Name));
    }

    [Fact]
    public async Task A_killed_process_leaves_neither_a_broken_record_nor_a_lock()
    {
        for (var rounds = 0; rounds < 3; rounds++)
        {
            var before = await RecordCounter.ReadAsync(Open(), Name);
            using var process = Count(times: int.MaxValue);
            while (await RecordCounter.ReadAsync(Open(), Name) < before + 20)
            {
                Assert.False(process.HasExited);
                await Task.Yield();
            }

            process.Kill();
            await process.WaitForExitAsync();

            var after = await RecordCounter.ReadAsync(Open(), Name);
            await RecordCounter.IncrementAsync(Open(), Name);
            Assert.Equal(after + 1, await RecordCounter.ReadAsync(Open(), Name));
        }

        Assert.Equal([Name], await NamesAsync(Open(), "spend"));
    }

    [Fact]
    public async Task A_draft_that_never_got_its_name_is_not_listed_and_the_record_stays_as_it_was()
    {
        await RecordCounter.IncrementAsync(Open(), Name);
        var used = Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, ".records", ".locks")));
        await File.WriteAllTextAsync(used + ".draft", "half a rec");

        Assert.Equal(1, await RecordCounter.ReadAsync(Open(), Name));
        Assert.Equal([Name], await NamesAsync(Open(), "spend"));
        await RecordCounter.IncrementAsync(Open(), Name);
        Assert.Equal(2, await RecordCounter.ReadAsync(Open(), Name));
        Assert.False(File.Exists(used + ".draft"));
    }

    [Fact]
    public async Task A_folder_that_was_taken_away_is_not_taken_for_an_empty_one()
    {
        var store = Open();
        await store.TryCreateAsync(Name, "1"u8.ToArray(), CancellationToken.None);
        var (here, elsewhere) = (Path.Combine(_folder.Path, ".records"), Path.Combine(_folder.Path, "elsewhere"));

        Directory.Move(here, elsewhere);
        foreach (var call in new Func<Task>[]
        {
            () => store.ReadAsync(Name, CancellationToken.None),
            () => store.TryCreateAsync(Name, default, CancellationToken.None),
            () => store.TryReplaceAsync(Name, default, "tag", CancellationToken.None),
            () => store.TryDeleteAsync(Name, tag: null, CancellationToken.None),
            () => NamesAsync(store, "spend"),
        })
        {
            Assert.Equal(ErrorCodes.StorageUnavailable, (await Assert.ThrowsAsync<ConnectorException>(call)).Code);
        }

        Assert.False(Directory.Exists(here));
        Directory.Move(elsewhere, here);
        Assert.Equal(1, await RecordCounter.ReadAsync(store, Name));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_a_failure_of_the_store()
    {
        File.WriteAllText(Path.Combine(_folder.Path, ".records"), "in the way");

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Open().TryCreateAsync(Name, default, CancellationToken.None));

        Assert.Equal((503, ErrorCodes.StorageUnavailable), (failure.Status, failure.Code));
    }

    protected override IRecordStore Open() => new LocalRecordStore(_folder.Path, TimeProvider.System);

    protected override IMediaSink OpenSink() => new LocalSink(_folder.Path);

    protected override string PathOf(string name) => $".records/{name}";

    /// <summary>Starts this very program as a process that counts.</summary>
    private Process Count(int times) => Process.Start(
        new ProcessStartInfo("dotnet", ["exec", typeof(LocalRecordStoreTests).Assembly.Location, _folder.Path, Name, times.ToString(CultureInfo.InvariantCulture)]))!;
}
