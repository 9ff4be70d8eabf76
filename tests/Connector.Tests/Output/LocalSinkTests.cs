using Connector.Output;
using Connector.Testing;

namespace Connector.Tests.Output;

public sealed class LocalSinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_staged_file_is_found_only_once_published_and_then_whole()
    {
        var sink = new LocalSink(_folder.Path);
        await using var staged = await sink.StageAsync("a/b", new MemoryStream([1, 2, 3]), CancellationToken.None);
        var hidden = Assert.Single(_folder.Files);
        Assert.Null(await sink.FindAsync(hidden, CancellationToken.None));

        var location = await staged.PublishAsync("a/b/c.png", CancellationToken.None);

        var file = await sink.FindAsync("a/b/c.png", CancellationToken.None);
        Assert.NotNull(file);
        Assert.Equal(("a/b/c.png", 3L, "image/png"), (file.Path, file.Bytes, file.Format.ContentType));
        await using var content = await file.OpenRead(CancellationToken.None);
        Assert.True(content.CanSeek);
        Assert.Equal(new Uri(Path.Combine(_folder.Path, "a", "b", "c.png")), location);
        Assert.StartsWith("file:///", location.OriginalString, StringComparison.Ordinal);
        Assert.Equal(["a/b/c.png"], _folder.Files);
    }

    [Fact]
    public async Task Disposing_of_an_unpublished_file_leaves_nothing()
    {
        await using (await new LocalSink(_folder.Path).StageAsync("a", new MemoryStream([1]), CancellationToken.None))
        {
            Assert.Single(_folder.Files);
        }

        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task A_content_that_fails_leaves_nothing()
    {
        await Assert.ThrowsAsync<IOException>(() => new LocalSink(_folder.Path).StageAsync("a", new BrokenStream(), CancellationToken.None));

        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task An_existing_file_is_never_overwritten()
    {
        var sink = new LocalSink(_folder.Path);
        await using var first = await sink.StageAsync("a", new MemoryStream([1]), CancellationToken.None);
        await using var second = await sink.StageAsync("a", new MemoryStream([2]), CancellationToken.None);
        await first.PublishAsync("a/x.png", CancellationToken.None);

        await Assert.ThrowsAsync<IOException>(() => second.PublishAsync("a/x.png", CancellationToken.None));

        Assert.Equal([1], await File.ReadAllBytesAsync(Path.Combine(_folder.Path, "a", "x.png")));
    }

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
        Assert.NotNull(await new LocalSink(root).FindAsync("a/x.png", CancellationToken.None));
    }

    private sealed class BrokenStream : MemoryStream
    {
        private bool _read;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_read)
            {
                throw new IOException("broken");
            }

            _read = true;
            return ValueTask.FromResult(1);
        }

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            CopyByReadingAsync(destination, cancellationToken);

        private async Task CopyByReadingAsync(Stream destination, CancellationToken cancellationToken)
        {
            var buffer = new byte[10];
            while (await ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
    }
}
