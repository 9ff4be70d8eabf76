using Azure.Storage.Blobs;
using Connector.Blobs;
using Connector.Records;

namespace Connector.Testing;

internal sealed class BlobRunStore(AzuriteFixture azurite) : IRunStore
{
    private readonly string _container = $"test-{Guid.NewGuid():N}";

    public (string Name, string Value)[] Settings =>
        [("Storage__Kind", "blob"), ("Storage__ConnectionString", azurite.ConnectionString), ("Storage__Container", _container)];

    public IRecordStore Records => new BlobRecordStore(new BlobContainer(new BlobServiceClient(azurite.ConnectionString), _container, TimeProvider.System));

    public void Dispose()
    {
        // The emulator keeps nothing.
    }
}
