using System.Globalization;
using System.Net;
using System.Web;
using Azure.Core.Pipeline;
using Azure.Core;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs;
using Connector.Blobs;
using Connector.Failures;
using Connector.Files;
using Connector.Settings;
using Connector.Testing;

namespace Connector.Tests.Files;

public sealed class BlobSinkTests : SinkTests, IClassFixture<AzuriteFixture>, IDisposable
{
    private static readonly MediaDetails Details = new("0123abc") { Action = "dreamstudio-text-to-image", Seed = 4294967294, FinishReason = "SUCCESS" };

    private readonly BlobStorageOptions _options;
    private readonly BlobSink _sink;
    private readonly BlobContainerClient _container;

    public BlobSinkTests(AzuriteFixture azurite)
    {
        _options = new BlobStorageOptions { ConnectionString = azurite.ConnectionString, Container = $"test-{Guid.NewGuid():N}" };
        _sink = new BlobSink(new BlobContainer(_options, TimeProvider.System));
        _container = new BlobContainerClient(_options.ConnectionString, _options.Container);
    }

    protected override IMediaSink Sink => _sink;

    public void Dispose() => _sink.Dispose();

    [Fact]
    public async Task A_blob_carries_its_content_type_and_what_is_known_of_it()
    {
        var path = await PublishAsync("a", TestPng.Create(2, 2), Details);

        BlobProperties properties = await _container.GetBlobClient(path).GetPropertiesAsync();

        Assert.Equal("image/png", properties.ContentType);
        Assert.Equal(
            ["action=dreamstudio-text-to-image", "finish_reason=SUCCESS", "seed=4294967294", "sha256=0123abc"],
            properties.Metadata.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_folder_of_an_account_with_a_hierarchical_namespace_is_no_file()
    {
        var path = await PublishAsync("a/b", TestPng.Create(2, 2), Details);
        foreach (var folder in new[] { "a", "a/b" })
        {
            await _container.GetBlobClient(folder).UploadAsync(
                BinaryData.FromBytes(Array.Empty<byte>()), new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["hdi_isfolder"] = "true" } });

            Assert.Null(await Sink.FindAsync(folder, CancellationToken.None));
            Assert.False(await Sink.DeleteAsync(folder, CancellationToken.None));
            Assert.True(await _container.GetBlobClient(folder).ExistsAsync());
        }

        Assert.Equal([path], (await Sink.ListAsync("", continuation: null, most: 10, CancellationToken.None)).Files.Select(file => file.Path));
    }

    [Theory]
    [InlineData("a\r\nx-evil: 1")]
    [InlineData("bücher")]
    [InlineData("")]
    public async Task A_finish_reason_that_no_header_can_carry_is_left_out(string reason)
    {
        var path = await PublishAsync("a", [1], Details with { FinishReason = reason });

        BlobProperties properties = await _container.GetBlobClient(path).GetPropertiesAsync();

        Assert.DoesNotContain("finish_reason", properties.Metadata.Keys);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(StagedBytes.MostBytes, 1)]
    [InlineData(StagedBytes.MostBytes + 1, 2)]
    [InlineData(BlobSink.BlockBytes + 1, 3)]
    public async Task A_small_file_takes_one_call_and_a_larger_one_a_call_for_each_block_and_one_to_commit_them(int length, int calls)
    {
        await _container.CreateIfNotExistsAsync();
        var counter = new CallCounter();
        var options = new BlobClientOptions();
        options.AddPolicy(counter, HttpPipelinePosition.PerRetry);
        using var sink = new BlobSink(
            new BlobContainer(new BlobServiceClient(_options.ConnectionString, options), _options.Container, TimeProvider.System));

        await using var staged = await sink.StageAsync("a", new MemoryStream(new byte[length]), CancellationToken.None);
        await staged.PublishAsync(Details, CancellationToken.None);

        Assert.Equal(calls, counter.Calls);
        Assert.Equal(length, (await sink.FindAsync(staged.Path, CancellationToken.None))!.Bytes);
    }

    [Fact]
    public async Task A_file_that_fails_while_it_is_read_is_a_failure_of_the_store()
    {
        var path = await PublishAsync("a", new byte[2 * BlobSink.BlockBytes]);
        var file = await Sink.FindAsync(path, CancellationToken.None);
        await using var content = await file!.OpenRead(CancellationToken.None);
        await content.ReadExactlyAsync(new byte[BlobSink.BlockBytes]);
        await Sink.DeleteAsync(path, CancellationToken.None);

        var failure = await Assert.ThrowsAsync<ConnectorException>(async () => await content.ReadExactlyAsync(new byte[BlobSink.BlockBytes]));

        Assert.Equal((503, ErrorCodes.StorageUnavailable), (failure.Status, failure.Code));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(BlobSink.BlockBytes)]
    public async Task A_file_whose_publishing_was_not_answered_is_no_conflict_when_it_is_published_again(int length)
    {
        await using var staged = await StageAsync("a", new byte[length]);

        var first = await staged.PublishAsync(Details, CancellationToken.None);

        Assert.Equal(first, await staged.PublishAsync(Details, CancellationToken.None));
    }

    [Fact]
    public async Task The_container_is_private_and_a_link_reads_one_blob_only()
    {
        using var http = new HttpClient();
        await using var staged = await StageAsync("a", [1, 2, 3]);
        var location = await staged.PublishAsync(Details, CancellationToken.None);
        var another = await PublishAsync("a", [4]);

        var link = await Sink.LinkAsync(staged.Path, new Uri("http://unused.test/api/files"), CancellationToken.None);

        Assert.Equal(location, new Uri(link.GetLeftPart(UriPartial.Path)));
        Assert.Equal([1, 2, 3], await http.GetByteArrayAsync(link));
        Assert.NotEqual(HttpStatusCode.OK, (await http.GetAsync(location)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync(new Uri(link.AbsoluteUri.Replace(staged.Path, another, StringComparison.Ordinal)))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.DeleteAsync(link)).StatusCode);
    }

    [Fact]
    public async Task A_link_ends_after_an_hour()
    {
        var time = new ManualTime();
        time.Advance(TimeSpan.FromDays(1));
        using var sink = new BlobSink(new BlobContainer(_options, time));
        using var http = new HttpClient();

        var link = await sink.LinkAsync(await PublishAsync("a", [1]), filesUrl: null, CancellationToken.None);

        Assert.Contains("se=1970-01-02T01%3A00%3A00Z", link.Query, StringComparison.Ordinal);
        Assert.Contains("sp=r&", link.Query, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync(link)).StatusCode);
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(2)]
    public async Task A_link_ends_after_an_hour_by_the_services_clock_however_wrong_this_machines_is(int hours)
    {
        using var sink = new BlobSink(new BlobContainer(_options, new ShiftedTime { Shift = TimeSpan.FromHours(hours) }));
        using var http = new HttpClient();
        await using var staged = await sink.StageAsync("a", new MemoryStream([1]), CancellationToken.None);
        await staged.PublishAsync(Details, CancellationToken.None);

        var link = await sink.LinkAsync(staged.Path, filesUrl: null, CancellationToken.None);

        var end = DateTimeOffset.Parse(HttpUtility.ParseQueryString(link.Query)["se"]!, CultureInfo.InvariantCulture);
        Assert.InRange(end - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(61));
        Assert.Equal([1], await http.GetByteArrayAsync(link));
    }

    [Fact]
    public async Task A_store_that_refuses_the_connector_is_a_failure_of_the_store_and_no_key_is_told()
    {
        var key = Convert.ToBase64String("another key"u8);
        var wrong = string.Join(';', _options.ConnectionString!.Split(';').Select(part => part.StartsWith("AccountKey=", StringComparison.Ordinal) ? $"AccountKey={key}" : part));
        using var sink = new BlobSink(new BlobContainer(_options with { ConnectionString = wrong }, TimeProvider.System));

        foreach (var call in new Func<Task>[]
        {
            () => sink.StageAsync("a", new MemoryStream(new byte[BlobSink.BlockBytes]), CancellationToken.None),
            async () => await (await sink.StageAsync("a", new MemoryStream([1]), CancellationToken.None)).PublishAsync(Details, CancellationToken.None),
            () => sink.FindAsync("a/x.png", CancellationToken.None),
            () => sink.ListAsync("", continuation: null, most: 1, CancellationToken.None),
            () => sink.DeleteAsync("a/x.png", CancellationToken.None),
        })
        {
            var failure = await Assert.ThrowsAsync<ConnectorException>(call);

            Assert.Equal((503, ErrorCodes.StorageUnavailable), (failure.Status, failure.Code));
            Assert.DoesNotContain(key, failure.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Counts what is sent, repeated calls too.</summary>
    private sealed class CallCounter : HttpPipelineSynchronousPolicy
    {
        private int _calls;

        public int Calls => _calls;

        public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref _calls);
    }

    protected override async Task PlantAsync(string path, byte[] content)
    {
        await _container.CreateIfNotExistsAsync();
        await _container.GetBlobClient(path).UploadAsync(new BinaryData(content), overwrite: true);
    }
}
