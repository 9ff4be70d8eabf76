using Connector.Blobs;
using Connector.Failures;
using Connector.Files;
using Connector.Testing;

namespace Connector.Tests.Files;

/// <summary>Links under a managed identity. Azurite would take its tokens over TLS only, so the service's one call is played here.</summary>
public sealed class BlobLinksTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly PlayedBlobService _service = new();
    private readonly BlobLinks _links;

    public BlobLinksTests() => _links = new BlobLinks(_service.Client, _time);

    public void Dispose()
    {
        _links.Dispose();
        _service.Dispose();
    }

    [Fact]
    public async Task A_managed_identity_signs_with_a_delegated_key()
    {
        var link = await LinkAsync();

        Assert.StartsWith("https://pictures.blob.core.windows.net/files/a/x.png?", link.AbsoluteUri, StringComparison.Ordinal);
        Assert.All(
            ["skoid=11111111-1111-1111-1111-111111111111", "se=1970-01-01T01%3A00%3A00Z", "sr=b", "sp=r", "spr=https", "sig="],
            part => Assert.Contains(part, link.Query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_delegated_key_is_kept_while_it_outlives_a_link()
    {
        await LinkAsync();
        _time.Advance(TimeSpan.FromHours(22));
        await Task.WhenAll(LinkAsync(), LinkAsync());
        Assert.Equal(1, _service.KeyCalls);

        _time.Advance(TimeSpan.FromHours(1.5));
        await Task.WhenAll(LinkAsync(), LinkAsync());
        Assert.Equal(2, _service.KeyCalls);
    }

    [Fact]
    public async Task Links_that_were_prepared_for_need_no_call_for_an_hour()
    {
        await _links.PrepareAsync(CancellationToken.None);
        _service.Refuses = true;
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Contains("sig=", (await LinkAsync()).Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_role_is_told_by_name()
    {
        _service.Refuses = true;

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => _links.PrepareAsync(CancellationToken.None));

        Assert.Equal((503, ErrorCodes.StorageUnavailable), (failure.Status, failure.Code));
        Assert.Contains("Storage Blob Delegator", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_published_and_cannot_be_linked_is_served_by_the_connector()
    {
        using var sink = new BlobSink(new BlobContainer(_service.Client, "files", _time));
        _service.Refuses = true;

        Assert.Equal(
            "https://host.test/api/files/a/x.png",
            (await sink.LinkAsync("a/x.png", new Uri("https://host.test/api/files"), CancellationToken.None)).AbsoluteUri);
        Assert.Equal(
            "https://pictures.blob.core.windows.net/files/a/x.png",
            (await sink.LinkAsync("a/x.png", filesUrl: null, CancellationToken.None)).AbsoluteUri);
    }

    private Task<Uri> LinkAsync() => _links.CreateAsync(_service.Client.GetBlobContainerClient("files").GetBlobClient("a/x.png"), CancellationToken.None);
}
