using Connector.Blobs;
using Connector.Records;
using Connector.Settings;
using Connector.Testing;

namespace Connector.Tests.Spending;

public sealed class BlobLedgerTests(AzuriteFixture azurite) : LedgerTests, IClassFixture<AzuriteFixture>
{
    private readonly BlobStorageOptions _options = new() { ConnectionString = azurite.ConnectionString, Container = $"test-{Guid.NewGuid():N}" };

    protected override IRecordStore Open() => new BlobRecordStore(new BlobContainer(_options, TimeProvider.System));
}
