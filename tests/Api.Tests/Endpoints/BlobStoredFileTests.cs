using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Connector.Blobs;
using Connector.Records;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

public class BlobStoredFileTests(AzuriteFixture azurite) : StoredFileTests, IClassFixture<AzuriteFixture>
{
    private readonly string _container = $"test-{Guid.NewGuid():N}";

    protected override (string Name, string Value)[] Settings =>
        [("Storage__Kind", "blob"), ("Storage__ConnectionString", azurite.ConnectionString), ("Storage__Container", _container)];

    internal override IRecordStore RecordsOf(TestConnector connector) =>
        new BlobRecordStore(new BlobContainer(new BlobServiceClient(azurite.ConnectionString), _container, TimeProvider.System));

    [Fact]
    public async Task The_receipt_tells_the_blob_and_the_blob_what_made_it()
    {
        await using var connector = await TestConnector.StartAsync(Settings);

        var (_, receipt) = await connector.PostAsync("""{"prompt": "A lighthouse", "seed": 4294967295}""");

        var blob = new BlobContainerClient(azurite.ConnectionString, _container).GetBlobClient(receipt["path"]!.GetValue<string>());
        BlobProperties properties = await blob.GetPropertiesAsync();
        Assert.Equal(blob.Uri.AbsoluteUri, receipt["location"]!.GetValue<string>());
        Assert.StartsWith(blob.Uri.AbsoluteUri + "?", receipt["url"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(
            ["action=dreamstudio-text-to-image", "finish_reason=SUCCESS", "seed=4294967295", $"sha256={receipt["files"]![0]!["sha256"]}"],
            properties.Metadata.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
        Assert.Empty(connector.Files.Files);
    }

    [Fact]
    public async Task Health_tells_the_kind_of_storage_and_nothing_of_its_key()
    {
        await using var connector = await TestConnector.StartAsync(Settings);

        var health = await connector.GetJsonAsync("api/health");

        Assert.Equal("blob", health["storage"]!.GetValue<string>());
        Assert.DoesNotContain("Account", health.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }
}
