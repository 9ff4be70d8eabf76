using Connector.Files;
using Connector.Records;
using Connector.Testing;

namespace Connector.Tests.Records;

/// <summary>What every store of records does.</summary>
public abstract class RecordStoreTests
{
    private const string Name = "jobs/0123-abc";

    /// <summary>Opens the store once more, as another process would.</summary>
    protected abstract IRecordStore Open();

    /// <summary>The saved media of the same store.</summary>
    protected abstract IMediaSink OpenSink();

    /// <summary>Where the media's folder holds the record.</summary>
    protected abstract string PathOf(string name);

    [Fact]
    public async Task A_record_comes_back_as_it_went_in_also_to_another_instance()
    {
        var content = new byte[IRecordStore.MostBytes];
        new Random(1).NextBytes(content);

        var tag = await Open().TryCreateAsync(Name, content, CancellationToken.None);

        var record = await Open().ReadAsync(Name, CancellationToken.None);
        Assert.Equal(content, record!.Content.ToArray());
        Assert.Equal(tag, record.Tag);
    }

    [Fact]
    public async Task A_record_may_be_empty()
    {
        var store = Open();

        await store.TryCreateAsync(Name, default, CancellationToken.None);

        Assert.Equal(0, (await store.ReadAsync(Name, CancellationToken.None))!.Content.Length);
    }

    [Fact]
    public async Task Records_are_listed_by_what_their_ids_begin_with()
    {
        var store = Open();
        foreach (var name in new[] { "jobs/b-2", "jobs/a-1", "jobs/b-1", "jobs/bb", "others/b-1" })
        {
            await store.TryCreateAsync(name, default, CancellationToken.None);
        }

        var names = new List<string>();
        await foreach (var entry in store.ListAsync("jobs", "b-", CancellationToken.None))
        {
            names.Add(entry.Name);
        }

        Assert.Equal(["jobs/b-1", "jobs/b-2"], names);
    }

    [Fact]
    public async Task A_record_that_exists_is_not_created_again()
    {
        var store = Open();
        Assert.NotNull(await store.TryCreateAsync(Name, "1"u8.ToArray(), CancellationToken.None));

        Assert.Null(await store.TryCreateAsync(Name, "1"u8.ToArray(), CancellationToken.None));
        Assert.Null(await store.TryCreateAsync(Name, "2"u8.ToArray(), CancellationToken.None));

        Assert.Equal(1, await RecordCounter.ReadAsync(store, Name));
    }

    [Fact]
    public async Task A_tag_is_good_for_one_replacement_even_by_the_same_content()
    {
        var store = Open();
        var first = await store.TryCreateAsync(Name, "1"u8.ToArray(), CancellationToken.None);

        var second = await store.TryReplaceAsync(Name, "1"u8.ToArray(), first!, CancellationToken.None);

        Assert.NotNull(second);
        Assert.NotEqual(first, second);
        Assert.Null(await store.TryReplaceAsync(Name, "2"u8.ToArray(), first!, CancellationToken.None));
        Assert.Equal(1, await RecordCounter.ReadAsync(store, Name));
        Assert.NotNull(await store.TryReplaceAsync(Name, "3"u8.ToArray(), second, CancellationToken.None));
        Assert.Equal(3, await RecordCounter.ReadAsync(store, Name));
    }

    [Fact]
    public async Task What_is_not_there_is_neither_read_nor_replaced_nor_deleted_nor_listed()
    {
        var store = Open();
        Assert.Empty(await NamesAsync(store, "jobs"));
        Assert.Null(await store.ReadAsync(Name, CancellationToken.None));
        Assert.False(await store.TryDeleteAsync(Name, tag: null, CancellationToken.None));

        var tag = await store.TryCreateAsync(Name, "1"u8.ToArray(), CancellationToken.None);
        Assert.True(await store.TryDeleteAsync(Name, tag, CancellationToken.None));

        Assert.Null(await store.ReadAsync(Name, CancellationToken.None));
        Assert.Null(await store.TryReplaceAsync(Name, "2"u8.ToArray(), tag!, CancellationToken.None));
        Assert.False(await store.TryDeleteAsync(Name, tag, CancellationToken.None));
        Assert.Empty(await NamesAsync(store, "jobs"));
        Assert.NotNull(await store.TryCreateAsync(Name, "2"u8.ToArray(), CancellationToken.None));
    }

    [Fact]
    public async Task A_record_is_deleted_by_its_tag_or_by_none()
    {
        var store = Open();
        var old = await store.TryCreateAsync(Name, "1"u8.ToArray(), CancellationToken.None);
        await store.TryReplaceAsync(Name, "2"u8.ToArray(), old!, CancellationToken.None);

        Assert.False(await store.TryDeleteAsync(Name, old, CancellationToken.None));
        Assert.Equal(2, await RecordCounter.ReadAsync(store, Name));

        Assert.True(await store.TryDeleteAsync(Name, tag: null, CancellationToken.None));
        Assert.Null(await store.ReadAsync(Name, CancellationToken.None));
    }

    [Fact]
    public async Task Of_fifty_who_create_a_record_one_succeeds()
    {
        IRecordStore[] stores = [Open(), Open()];

        var tags = await Task.WhenAll(Enumerable.Range(0, 50).Select(index =>
            Task.Run(() => stores[index % 2].TryCreateAsync(Name, "1"u8.ToArray(), CancellationToken.None))));

        Assert.Equal((await stores[0].ReadAsync(Name, CancellationToken.None))!.Tag, Assert.Single(tags, tag => tag is not null));
    }

    [Fact]
    public async Task Fifty_increments_at_once_add_up_to_fifty()
    {
        IRecordStore[] stores = [Open(), Open()];

        await Task.WhenAll(Enumerable.Range(0, 50).Select(index => Task.Run(() => RecordCounter.IncrementAsync(stores[index % 2], Name))));

        Assert.Equal(50, await RecordCounter.ReadAsync(stores[0], Name));
    }

    [Fact]
    public async Task Records_are_listed_by_kind_in_the_order_of_their_names()
    {
        var store = Open();
        foreach (var name in new[] { "jobs/b", "jobs/a-2", "jobs/a", "jobs-2/c", "job/d" })
        {
            await store.TryCreateAsync(name, default, CancellationToken.None);
        }

        Assert.Equal(["jobs/a", "jobs/a-2", "jobs/b"], await NamesAsync(store, "jobs"));
        await foreach (var entry in store.ListAsync("jobs", CancellationToken.None))
        {
            Assert.InRange(entry.LastModified, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(5));
        }
    }

    [Fact]
    public async Task Records_are_come_upon_each_once_though_those_that_were_are_deleted_meanwhile()
    {
        var (store, found) = (Open(), new List<string>());
        foreach (var name in new[] { "jobs/b", "jobs/a-2", "jobs/a", "jobs-2/c", "job/d" })
        {
            await store.TryCreateAsync(name, default, CancellationToken.None);
        }

        await foreach (var entry in store.EnumerateAsync("jobs", CancellationToken.None))
        {
            Assert.InRange(entry.LastModified, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(5));
            found.Add(entry.Name);
            await store.TryDeleteAsync(entry.Name, tag: null, CancellationToken.None);
        }

        Assert.Equal(["jobs/a", "jobs/a-2", "jobs/b"], found.Order(StringComparer.Ordinal));
        Assert.Empty(await NamesAsync(store, "jobs"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("jobs")]
    [InlineData("jobs/")]
    [InlineData("/jobs")]
    [InlineData("jobs/../x")]
    [InlineData("../jobs/x")]
    [InlineData("../x")]
    [InlineData("jobs/..")]
    [InlineData("jobs/.x")]
    [InlineData("jobs/x.json")]
    [InlineData("jobs/X")]
    [InlineData("jobs/a/b")]
    [InlineData("jobs\\x")]
    [InlineData("jobs/a b")]
    [InlineData("jobs/\0")]
    [InlineData("jobs/%2e%2e")]
    [InlineData("jobs/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_name_that_is_none_is_refused(string name)
    {
        var store = Open();

        await Assert.ThrowsAsync<ArgumentException>(() => store.ReadAsync(name, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => store.TryCreateAsync(name, default, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => store.TryReplaceAsync(name, default, "0", CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => store.TryDeleteAsync(name, tag: null, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => NamesAsync(store, name + "/"));
    }

    [Fact]
    public async Task A_record_that_is_too_large_is_refused()
    {
        var store = Open();

        await Assert.ThrowsAsync<ArgumentException>(() => store.TryCreateAsync(Name, new byte[IRecordStore.MostBytes + 1], CancellationToken.None));

        Assert.Null(await store.ReadAsync(Name, CancellationToken.None));
    }

    [Fact]
    public async Task Files_are_listed_without_records_and_without_empty_pages_for_them()
    {
        var (store, sink) = (Open(), OpenSink());
        for (var count = 0; count < 5; count++)
        {
            await store.TryCreateAsync($"jobs/{count}", default, CancellationToken.None);
        }

        await using var staged = await sink.StageAsync("a", new MemoryStream(TestPng.Create(2, 2)), CancellationToken.None);
        await staged.PublishAsync(new MediaDetails("0"), CancellationToken.None);

        var page = await sink.ListAsync("", continuation: null, most: 2, CancellationToken.None);
        Assert.Equal([staged.Path], page.Files.Select(file => file.Path));
        Assert.Null(page.Continuation);
        Assert.Null(await sink.FindAsync(PathOf("jobs/1"), CancellationToken.None));
        Assert.False(await sink.DeleteAsync(PathOf("jobs/1"), CancellationToken.None));
        Assert.NotNull(await store.ReadAsync("jobs/1", CancellationToken.None));
    }

    protected static async Task<IReadOnlyList<string>> NamesAsync(IRecordStore store, string kind)
    {
        var names = new List<string>();
        await foreach (var entry in store.ListAsync(kind, CancellationToken.None))
        {
            names.Add(entry.Name);
        }

        return names;
    }
}
