using Connector.Failures;
using Connector.Files;
using Connector.Testing;

namespace Connector.Tests.Files;

/// <summary>Files newest first, in a folder of this machine; what a folder holds is told alike by every store (<see cref="SinkTests"/>).</summary>
public sealed class NewestFilesTests : IDisposable
{
    private static readonly DateTime Noon = new(2026, 11, 26, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();
    private readonly CountingSink _sink;

    public NewestFilesTests() => _sink = new CountingSink(new LocalSink(_folder.Path));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_newest_day_comes_first_over_all_folders_and_within_a_day_the_last_published()
    {
        Plant("a/2026/11/26/x.png", Noon);
        Plant("b/2026/11/26/y.png", Noon.AddMinutes(1));
        Plant("a/2026/11/25/z.png", Noon.AddDays(-1));
        Plant("a/2025/12/31/w.png", Noon.AddYears(-1));
        string[] newest = ["b/2026/11/26/y.png", "a/2026/11/26/x.png", "a/2026/11/25/z.png", "a/2025/12/31/w.png"];

        Assert.Equal(newest, await PathsAsync());
        Assert.Equal(newest[1..], await PathsAsync("a/"));
        Assert.Equal(newest[2..3], await PathsAsync("a/2026/11/25"));
        Assert.Empty(await PathsAsync("c"));
        Assert.Empty(await PathsAsync("../"));
    }

    [Fact]
    public async Task Pages_of_any_size_hold_each_file_once_in_the_same_order()
    {
        var random = new Random(1);
        string[] folders = ["a/2026/11/26", "a/2026/11/25", "b/2026/11/26", "b/2024/02/29", "my", "a/2026/11", "a/2026", "a/2026/13/01", "a/2026/02/30", "b/2026/11/26/deep", ""];
        var all = Enumerable.Range(0, 120).Select(file => $"{folders[file % folders.Length]}/{file:x4}.png".TrimStart('/')).ToList();
        all.ForEach(path => Plant(path, Noon.AddHours(-random.Next(48) * 12)));

        var once = await PathsAsync(most: 1000);

        Assert.Equal(all.Order(), once.Order());
        foreach (var most in new[] { 1, 7, 119, 120 })
        {
            Assert.Equal(once, await PathsAsync(most: most));
        }
    }

    [Fact]
    public async Task A_file_without_a_day_in_its_path_stands_at_its_time()
    {
        Plant("a/2026/11/26/x.png", Noon);
        Plant("mine.png", Noon.AddDays(-1));
        Plant("a/2026/11/24/y.png", Noon.AddDays(-2));

        Assert.Equal(["a/2026/11/26/x.png", "mine.png", "a/2026/11/24/y.png"], await PathsAsync());
    }

    [Fact]
    public async Task A_page_costs_the_days_that_it_shows_and_not_those_before()
    {
        for (var day = 0; day < 300; day++)
        {
            Plant($"a/{Noon.AddDays(-day):yyyy/MM/dd}/x.png", Noon.AddDays(-day));
        }

        var first = await new NewestFiles(_sink).ListAsync("", continuation: null, most: 2, CancellationToken.None);
        var opened = _sink.Opened;
        await new NewestFiles(_sink).ListAsync("", first.Continuation, most: 2, CancellationToken.None);

        // The store, the action, its years' newest one, that one's newest month, and the days that it shows and one to tell that more follow.
        Assert.Equal(4 + 3, opened);
        Assert.Equal(4 + 4, _sink.Opened - opened);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/x.png")]
    [InlineData("20261126:1:../x")]
    [InlineData("20261131:1:x.png")]
    [InlineData("20261126:-1:x.png")]
    [InlineData("20261126:9999999999999999999:x.png")]
    public async Task A_continuation_that_no_page_gave_is_refused(string continuation)
    {
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => new NewestFiles(_sink).ListAsync("", continuation, most: 2, CancellationToken.None));

        Assert.Equal((400, ErrorCodes.BadRequest), (failure.Status, failure.Code));
    }

    private void Plant(string path, DateTime published)
    {
        var file = new FileInfo(Path.Combine(_folder.Path, path));
        file.Directory!.Create();
        File.WriteAllBytes(file.FullName, [1]);
        File.SetLastWriteTimeUtc(file.FullName, published);
    }

    private async Task<IReadOnlyList<string>> PathsAsync(string prefix = "", int most = 100)
    {
        var paths = new List<string>();
        string? continuation = null;
        do
        {
            var page = await new NewestFiles(_sink).ListAsync(prefix, continuation, most, CancellationToken.None);
            Assert.InRange(page.Files.Count, 0, most);
            paths.AddRange(page.Files.Select(file => file.Path));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return paths;
    }
}
