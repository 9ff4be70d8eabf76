using Connector.Files;
using Connector.Images;
using Connector.Testing;

namespace Connector.Tests.Files;

/// <summary>What every store does.</summary>
public abstract class SinkTests
{
    private static readonly byte[] Png = TestPng.Create(20, 10);
    private static readonly MediaDetails Details = new(new string('0', 64));

    protected abstract IMediaSink Sink { get; }

    /// <summary>Puts a file into the store behind its back.</summary>
    protected abstract Task PlantAsync(string path, byte[] content);

    [Fact]
    public async Task A_staged_file_is_found_and_listed_only_once_published_and_then_whole()
    {
        await using var staged = await StageAsync("a/b", Png);
        Assert.Null(await Sink.FindAsync(staged.Path, CancellationToken.None));
        Assert.Empty(await PathsAsync());

        await staged.PublishAsync(Details, CancellationToken.None);

        var file = await Sink.FindAsync(staged.Path, CancellationToken.None);
        Assert.NotNull(file);
        Assert.Equal((staged.Path, Png.Length, MediaFormat.Png), (file.Path, file.Bytes, file.Format));
        Assert.Matches("^\"[^\"]+\"$", file.ETag);
        Assert.Equal(Png, await ReadAsync(staged.Path));
        Assert.Equal([staged.Path], await PathsAsync());
    }

    [Fact]
    public async Task The_first_bytes_decide_the_extension_however_slowly_they_come()
    {
        await using var png = await Sink.StageAsync("a", new TricklingStream(Png), CancellationToken.None);
        await using var wav = await StageAsync("a", TestWav.Create(seconds: 1));
        await using var empty = await StageAsync("a", []);

        Assert.Matches(@"^a/[0-9a-f]{32}\.png$", png.Path);
        Assert.EndsWith(".wav", wav.Path, StringComparison.Ordinal);
        Assert.EndsWith(".bin", empty.Path, StringComparison.Ordinal);
        await png.PublishAsync(Details, CancellationToken.None);
        Assert.Equal(Png, await ReadAsync(png.Path));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(StagedBytes.MostBytes, true)]
    [InlineData((2 * BlobSink.BlockBytes) + 1, false)]
    [InlineData((2 * BlobSink.BlockBytes) + 1, true)]
    public async Task A_copy_has_every_byte_of_what_cannot_be_published(int length, bool isPrepared)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        var sink = Sink;
        if (isPrepared)
        {
            await sink.PrepareAsync(["a"], files: 1, CancellationToken.None);
        }

        using var copy = new KeptCopy();
        await using var staged = await sink.StageAsync("a", "name", new MemoryStream(content), copy, CancellationToken.None);
        await staged.CopyAsync(copy, CancellationToken.None);

        Assert.Null(copy.Broken);
        Assert.Equal(content, copy.Bytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(BlobSink.BlockBytes)]
    [InlineData((2 * BlobSink.BlockBytes) + 1)]
    public async Task Files_of_any_size_come_back_as_they_went_in(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);

        var path = await PublishAsync("a", content);

        Assert.Equal(content, await ReadAsync(path));
    }

    [Fact]
    public async Task A_file_is_read_from_any_place()
    {
        var content = new byte[(2 * BlobSink.BlockBytes) + 100];
        new Random(1).NextBytes(content);
        var file = await Sink.FindAsync(await PublishAsync("a", content), CancellationToken.None);

        await using var stream = await file!.OpenRead(CancellationToken.None);
        var part = new byte[50];
        foreach (var offset in new[] { content.Length - 50, 7, BlobSink.BlockBytes - 25 })
        {
            stream.Seek(offset, SeekOrigin.Begin);
            await stream.ReadExactlyAsync(part);
            Assert.Equal(content[offset..(offset + 50)], part);
        }

        Assert.True(stream.CanSeek);
        Assert.Equal(content.Length, stream.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(BlobSink.BlockBytes + 100)]
    public async Task A_content_that_breaks_off_leaves_nothing(int length)
    {
        await Assert.ThrowsAsync<IOException>(() => Sink.StageAsync("a", new BreakingStream(length), CancellationToken.None));

        Assert.Empty(await PathsAsync());
    }

    [Fact]
    public async Task Disposing_of_an_unpublished_file_leaves_nothing()
    {
        await using (await StageAsync("a", Png))
        {
        }

        Assert.Empty(await PathsAsync());
    }

    [Fact]
    public async Task An_existing_file_is_never_overwritten()
    {
        await using var staged = await StageAsync("a", Png);
        await PlantAsync(staged.Path, [1, 2, 3]);

        await Assert.ThrowsAsync<IOException>(() => staged.PublishAsync(Details, CancellationToken.None));

        Assert.Equal([1, 2, 3], await ReadAsync(staged.Path));
    }

    [Fact]
    public async Task Two_files_never_share_a_path()
    {
        var paths = new[] { await PublishAsync("a", Png), await PublishAsync("a", Png) };

        Assert.Equal(paths.Order(StringComparer.Ordinal), await PathsAsync());
        Assert.NotEqual(paths[0], paths[1]);
    }

    [Fact]
    public async Task A_listing_comes_in_pages_in_the_order_of_paths_each_file_once()
    {
        string[] paths = ["a-b/x.png", "a/2026/01/y.png", "a/2026/02/x.png", "a/2026/02/y.png", "a/x.png", "ab.png", "b/x.png"];
        foreach (var path in paths.Reverse())
        {
            await PlantAsync(path, [1]);
        }

        Assert.Equal(paths, await PathsAsync());
        Assert.Equal(paths, await PathsAsync(most: 1));
        Assert.Equal(paths, await PathsAsync(most: 3));
        Assert.Equal(paths, await PathsAsync(most: paths.Length));
        Assert.Equal(paths[1..5], await PathsAsync("a/", most: 2));
        Assert.Equal(paths[2..4], await PathsAsync("a/2026/02", most: 1));
        Assert.Equal(paths[..6], await PathsAsync("a"));
        Assert.Empty(await PathsAsync("c"));
        Assert.Empty(await PathsAsync("../"));
        var file = (await Sink.ListAsync("b", continuation: null, most: 10, CancellationToken.None)).Files.Single();
        Assert.Equal((await Sink.FindAsync(file.Path, CancellationToken.None))! with { OpenRead = file.OpenRead }, file);
    }

    [Fact]
    public async Task A_folder_tells_the_files_and_folders_that_lie_directly_in_it()
    {
        foreach (var path in new[] { "a/2026/y.png", "a/b/x.png", "a/x.png", "a/.hidden", "ab/x.png", "x.png" })
        {
            await PlantAsync(path, [1]);
        }

        var (root, a) = (await Sink.OpenFolderAsync("", CancellationToken.None), await Sink.OpenFolderAsync("a", CancellationToken.None));

        Assert.Equal(["a", "ab"], root.Folders.Order());
        Assert.Equal(["x.png"], root.Files.Select(file => file.Path));
        Assert.Equal(["a/2026", "a/b"], a.Folders.Order());
        var file = Assert.Single(a.Files);
        Assert.Equal((await Sink.FindAsync("a/x.png", CancellationToken.None))! with { OpenRead = file.OpenRead }, file);
        foreach (var none in new[] { "none", "..", "a/x.png" })
        {
            var nothing = await Sink.OpenFolderAsync(none, CancellationToken.None);
            Assert.Equal((0, 0), (nothing.Folders.Count, nothing.Files.Count));
        }
    }

    [Fact]
    public async Task A_deleted_file_is_gone_and_nothing_else()
    {
        var (kept, deleted) = (await PublishAsync("a", Png), await PublishAsync("a", Png));

        Assert.True(await Sink.DeleteAsync(deleted, CancellationToken.None));

        Assert.False(await Sink.DeleteAsync(deleted, CancellationToken.None));
        Assert.Null(await Sink.FindAsync(deleted, CancellationToken.None));
        Assert.Equal([kept], await PathsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("none.png")]
    [InlineData("none/none.png")]
    [InlineData("../x.png")]
    [InlineData("a/.hidden")]
    public async Task What_is_not_there_is_neither_found_nor_deleted(string path)
    {
        Assert.Null(await Sink.FindAsync(path, CancellationToken.None));
        Assert.False(await Sink.DeleteAsync(path, CancellationToken.None));

        await PlantAsync("a/x.png", [1]);
        await PlantAsync("a/.hidden", [1]);

        Assert.Null(await Sink.FindAsync(path, CancellationToken.None));
        Assert.False(await Sink.DeleteAsync(path, CancellationToken.None));
        Assert.Equal(["a/x.png"], await PathsAsync());
    }

    [Theory]
    [InlineData(100)]
    [InlineData(BlobSink.BlockBytes + 100)]
    public async Task A_sweep_leaves_what_is_published_and_what_is_still_on_its_way(int length)
    {
        var published = await PublishAsync("a", Png);
        await using var staged = await StageAsync("a", new byte[length]);

        await Sink.SweepAsync(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(5), CancellationToken.None);
        await staged.PublishAsync(Details, CancellationToken.None);

        Assert.Equal(Png, await ReadAsync(published));
        Assert.Equal(new byte[length], await ReadAsync(staged.Path));
    }

    protected Task<IStagedMedia> StageAsync(string folder, byte[] content) => Sink.StageAsync(folder, new MemoryStream(content), CancellationToken.None);

    protected async Task<string> PublishAsync(string folder, byte[] content, MediaDetails? details = null)
    {
        await using var staged = await StageAsync(folder, content);
        await staged.PublishAsync(details ?? Details, CancellationToken.None);
        return staged.Path;
    }

    private async Task<byte[]> ReadAsync(string path)
    {
        var file = await Sink.FindAsync(path, CancellationToken.None);
        await using var content = await file!.OpenRead(CancellationToken.None);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private async Task<IReadOnlyList<string>> PathsAsync(string prefix = "", int most = 100)
    {
        var paths = new List<string>();
        string? continuation = null;
        do
        {
            var page = await Sink.ListAsync(prefix, continuation, most, CancellationToken.None);
            Assert.InRange(page.Files.Count, 0, most);
            paths.AddRange(page.Files.Select(file => file.Path));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return paths;
    }

    /// <summary>Gives one byte at a time.</summary>
    private sealed class TricklingStream(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }

    /// <summary>Fails after so many bytes.</summary>
    private sealed class BreakingStream(int length) : MemoryStream(new byte[length])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("broken");
    }
}
