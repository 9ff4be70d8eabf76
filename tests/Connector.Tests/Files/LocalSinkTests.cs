using Connector.Failures;
using Connector.Files;
using Connector.Testing;

namespace Connector.Tests.Files;

public sealed class LocalSinkTests : SinkTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IMediaSink Sink => new LocalSink(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_location_is_a_file_url_and_a_link_leads_to_the_server_where_one_runs()
    {
        await using var staged = await StageAsync("a/b", [1, 2, 3]);
        Assert.Single(_folder.Files);

        var location = await staged.PublishAsync(new MediaDetails("0"), CancellationToken.None);

        Assert.Equal([staged.Path], _folder.Files);
        Assert.Equal(new Uri(Path.Combine(_folder.Path, staged.Path)), location);
        Assert.StartsWith("file:///", location.OriginalString, StringComparison.Ordinal);
        Assert.Equal(location, await Sink.LinkAsync(staged.Path, filesUrl: null, CancellationToken.None));
        Assert.Equal(
            $"https://host.test/api/files/{staged.Path}",
            (await Sink.LinkAsync(staged.Path, new Uri("https://host.test/api/files"), CancellationToken.None)).AbsoluteUri);
    }

    [Fact]
    public async Task What_was_taken_is_given_back_although_its_folder_is_gone()
    {
        var sink = Sink;
        await sink.PrepareAsync(["a"], files: 1, CancellationToken.None);
        using var copy = new KeptCopy();
        await using var staged = await sink.StageAsync("a", "name", new MemoryStream([1, 2, 3]), copy, CancellationToken.None);
        Assert.Empty(copy.Bytes);
        Directory.Delete(Path.Combine(_folder.Path, "a"), recursive: true);

        await Assert.ThrowsAsync<ConnectorException>(() => staged.PublishAsync(new MediaDetails("0"), CancellationToken.None));
        await staged.CopyAsync(copy, CancellationToken.None);

        Assert.Equal([1, 2, 3], copy.Bytes);
    }

    [Fact]
    public async Task Unpublished_files_leave_nothing_on_the_disk()
    {
        await using (await StageAsync("a", [1]))
        {
            Assert.Single(_folder.Files);
        }

        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task A_sweep_deletes_what_a_killed_process_had_staged_and_no_more()
    {
        await using var killed = await StageAsync("a/2026/11/21", [1]);
        var published = await PublishAsync("a/2026/11/21", [2]);
        var old = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2);
        foreach (var path in _folder.Files)
        {
            File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, path), old);
        }

        await using var alive = await StageAsync("a/2026/11/21", [3]);
        await Sink.SweepAsync(TimeProvider.System.GetUtcNow().AddDays(-1), CancellationToken.None);
        await alive.PublishAsync(new MediaDetails("0"), CancellationToken.None);

        Assert.Equal(new[] { published, alive.Path }.Order(StringComparer.Ordinal), _folder.Files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Only_the_first_sweep_of_a_process_opens_folders_of_days_that_are_long_over()
    {
        var (sink, now) = (Sink, TimeProvider.System.GetUtcNow());
        await PlantAsync("a/2020/11/21/x.png", [1]);
        await sink.SweepAsync(now.AddDays(-1), CancellationToken.None);
        string[] left = ["a/2020/11/21/.x.partial", ".records/runs/.x.partial"];
        foreach (var path in (string[])[.. left, $"{MediaPath.Folder("a", now)}/.x.partial", "a/b/.x.partial", "a/.x.partial", ".x.partial"])
        {
            await PlantAsync(path, [1]);
            File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, path), now.UtcDateTime.AddDays(-3));
        }

        await sink.SweepAsync(now.AddDays(-1), CancellationToken.None);

        Assert.Equal([.. left.Append("a/2020/11/21/x.png").Order(StringComparer.Ordinal)], _folder.Files.Order(StringComparer.Ordinal));
        await Sink.SweepAsync(now.AddDays(-1), CancellationToken.None);
        Assert.Equal(["a/2020/11/21/x.png"], _folder.Files);
    }

    [Fact]
    public async Task Pages_of_every_size_have_the_order_of_whole_paths_in_folders_of_any_length()
    {
        var paths = new List<string>();
        foreach (var name in (string[])["a", "a-", "a.b", "a0", "b", "b_", "c"])
        {
            paths.AddRange([$"{name}/x.png", $"{name}/y/1.png", $"{name}/y/2.png", $"{name}/y-1.png", $"{name}.png", $"{name}/z.png"]);
        }

        foreach (var path in paths)
        {
            await PlantAsync(path, [1]);
        }

        Directory.CreateDirectory(Path.Combine(_folder.Path, "a/empty/2026"));
        paths.Sort(StringComparer.Ordinal);
        for (var most = 1; most <= paths.Count + 1; most++)
        {
            foreach (var prefix in (string[])["", "a", "a/", "a/y", "a/y/", "b_/x", "a-/z.png", "d"])
            {
                Assert.Equal(paths.Where(path => path.StartsWith(prefix, StringComparison.Ordinal)), await AllAsync(prefix, most));
            }
        }

        async Task<IReadOnlyList<string>> AllAsync(string prefix, int most)
        {
            var (listed, continuation) = (new List<string>(), (string?)null);
            do
            {
                var page = await Sink.ListAsync(prefix, continuation, most, CancellationToken.None);
                listed.AddRange(page.Files.Select(file => file.Path));
                continuation = page.Continuation;
            }
            while (continuation is not null);

            return listed;
        }
    }

    [Fact]
    public async Task A_disk_without_room_for_what_may_come_back_is_told_before_with_what_is_left_and_needed()
    {
        var sink = new LocalSink(_folder.Path);
        await sink.PrepareAsync([""], files: 1, CancellationToken.None);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => sink.PrepareAsync([""], files: 1_000_000_000, CancellationToken.None));

        Assert.Equal((503, ErrorCodes.StorageUnavailable), (failure.Status, failure.Code));
        Assert.Contains("need 16000000000 MiB", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sweep_of_a_folder_that_is_not_there_does_nothing() =>
        await new LocalSink(Path.Combine(_folder.Path, "none")).SweepAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None);

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../secret.txt")]
    [InlineData("a/../../secret.txt")]
    [InlineData("a//x.png")]
    [InlineData("/etc/passwd")]
    [InlineData("a\\..\\..\\secret.txt")]
    [InlineData("..%2fsecret.txt")]
    [InlineData("%2e%2e/secret.txt")]
    [InlineData("a/x.png\0.txt")]
    [InlineData("C:/secret.txt")]
    [InlineData("//server/share/x.png")]
    [InlineData("a/.hidden")]
    [InlineData("a/x.png.")]
    [InlineData("a")]
    [InlineData("link/secret.txt")]
    [InlineData("linked.txt")]
    public async Task Finds_nothing_outside_the_root_behind_links_or_hidden(string path)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "secret.txt"), "secret");
        var root = Directory.CreateDirectory(Path.Combine(_folder.Path, "root")).FullName;
        Directory.CreateDirectory(Path.Combine(root, "a"));
        await File.WriteAllTextAsync(Path.Combine(root, "a", "x.png"), "x");
        await File.WriteAllTextAsync(Path.Combine(root, "a", ".hidden"), "x");
        Directory.CreateSymbolicLink(Path.Combine(root, "link"), _folder.Path);
        File.CreateSymbolicLink(Path.Combine(root, "linked.txt"), Path.Combine(_folder.Path, "secret.txt"));

        Assert.Null(await new LocalSink(root).FindAsync(path, CancellationToken.None));
        Assert.False(await new LocalSink(root).DeleteAsync(path, CancellationToken.None));
        Assert.NotNull(await new LocalSink(root).FindAsync("a/x.png", CancellationToken.None));
        Assert.Equal(
            ["a/x.png"],
            (await new LocalSink(root).ListAsync("", continuation: null, most: 10, CancellationToken.None)).Files.Select(file => file.Path));
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_root_is_told_and_is_no_empty_list()
    {
        var root = Path.Combine(_folder.Path, "root");
        await File.WriteAllTextAsync(root, "x");
        var sink = new LocalSink(root);

        foreach (var call in new Func<Task>[]
        {
            () => sink.ListAsync("", continuation: null, most: 10, CancellationToken.None),
            () => sink.OpenFolderAsync("", CancellationToken.None),
            () => sink.FindAsync("a/x.png", CancellationToken.None),
            () => sink.PrepareAsync([""], 1, CancellationToken.None),
        })
        {
            var failure = await Assert.ThrowsAsync<ConnectorException>(call);
            Assert.Equal((503, ErrorCodes.StorageUnavailable), (failure.Status, failure.Code));
            Assert.Contains("a file is in its place", failure.Message, StringComparison.Ordinal);
        }
    }

    protected override async Task PlantAsync(string path, byte[] content)
    {
        var target = Path.Combine(_folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await File.WriteAllBytesAsync(target, content);
    }
}
