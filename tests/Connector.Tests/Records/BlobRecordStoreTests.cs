using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Connector.Blobs;
using Connector.Failures;
using Connector.Files;
using Connector.Records;
using Connector.Settings;
using Connector.Testing;

namespace Connector.Tests.Records;

public sealed class BlobRecordStoreTests(AzuriteFixture azurite) : RecordStoreTests, IClassFixture<AzuriteFixture>
{
    private readonly BlobStorageOptions _options = new() { ConnectionString = azurite.ConnectionString, Container = $"test-{Guid.NewGuid():N}" };

    [Fact]
    public async Task A_writing_whose_answer_was_lost_and_that_the_client_repeated_counts()
    {
        var options = new BlobClientOptions { Retry = { Delay = TimeSpan.Zero } };
        options.AddPolicy(new LostAnswers(), HttpPipelinePosition.PerRetry);
        var store = new BlobRecordStore(new BlobContainer(new BlobServiceClient(_options.ConnectionString, options), _options.Container, TimeProvider.System));

        var created = await store.TryCreateAsync("jobs/1", "1"u8.ToArray(), CancellationToken.None);
        Assert.Equal(created, (await Open().ReadAsync("jobs/1", CancellationToken.None))!.Tag);

        var replaced = await store.TryReplaceAsync("jobs/1", "2"u8.ToArray(), created!, CancellationToken.None);
        Assert.Equal(replaced, (await Open().ReadAsync("jobs/1", CancellationToken.None))!.Tag);
        Assert.NotNull(replaced);
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_a_failure_of_the_store()
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        var service = new BlobServiceClient("AccountName=none;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:1/none", options);
        var store = new BlobRecordStore(new BlobContainer(service, "files", TimeProvider.System));

        foreach (var call in new Func<Task>[]
        {
            () => store.ReadAsync("jobs/1", CancellationToken.None),
            () => store.TryCreateAsync("jobs/1", default, CancellationToken.None),
            () => store.TryReplaceAsync("jobs/1", default, "tag", CancellationToken.None),
            () => store.TryDeleteAsync("jobs/1", tag: null, CancellationToken.None),
            () => NamesAsync(store, "jobs"),
        })
        {
            Assert.Equal(ErrorCodes.StorageUnavailable, (await Assert.ThrowsAsync<ConnectorException>(call)).Code);
        }
    }

    protected override IRecordStore Open() => new BlobRecordStore(new BlobContainer(_options, TimeProvider.System));

    protected override IMediaSink OpenSink() => new BlobSink(new BlobContainer(_options, TimeProvider.System));

    protected override string PathOf(string name) => BlobRecordStore.Folder + name;

    /// <summary>The first answer to every writing of a blob gets lost.</summary>
    private sealed class LostAnswers : HttpPipelineSynchronousPolicy
    {
        private readonly HashSet<string> _lost = [];

        public override void OnReceivedResponse(HttpMessage message)
        {
            if (message.Request.Method == RequestMethod.Put && message.Response.Status == 201 && message.Request.Uri.Path.Contains("jobs", StringComparison.Ordinal)
                && _lost.Add(message.Request.ClientRequestId))
            {
                throw new IOException("lost");
            }
        }
    }
}
