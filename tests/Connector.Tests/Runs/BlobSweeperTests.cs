using Connector.Blobs;
using Connector.Files;
using Connector.Records;
using Connector.Settings;
using Connector.Testing;

namespace Connector.Tests.Runs;

public sealed class BlobSweeperTests : SweeperTests, IClassFixture<AzuriteFixture>
{
    private readonly BlobContainer _container;
    private readonly BlobSink _sink;

    public BlobSweeperTests(AzuriteFixture azurite)
    {
        _container = new BlobContainer(new BlobStorageOptions { ConnectionString = azurite.ConnectionString, Container = $"test-{Guid.NewGuid():N}" }, TimeProvider.System);
        _sink = new BlobSink(_container);
    }

    protected override IRecordStore Records => new BlobRecordStore(_container);

    protected override IMediaSink Sink => _sink;

    protected override bool IsKept(string path) => _container.Client.GetBlobClient(path).Exists();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _sink.Dispose();
    }
}
