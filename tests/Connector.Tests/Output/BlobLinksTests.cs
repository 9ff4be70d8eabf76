using System.Net;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Connector.Output;
using Connector.Testing;

namespace Connector.Tests.Output;

/// <summary>Links under a managed identity. Azurite would take its tokens over TLS only, so the service's one call is played here.</summary>
public sealed class BlobLinksTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly DelegatingService _answers = new();
    private readonly HttpClient _http;
    private readonly BlobServiceClient _service;
    private readonly BlobLinks _links;

    public BlobLinksTests()
    {
        _http = new HttpClient(_answers);
        _service = new BlobServiceClient(
            new Uri("https://pictures.blob.core.windows.net"), new Identity(), new BlobClientOptions { Transport = new HttpClientTransport(_http) });
        _links = new BlobLinks(_service, _time);
    }

    public void Dispose()
    {
        _links.Dispose();
        _http.Dispose();
        _answers.Dispose();
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
        Assert.Equal(1, _answers.Calls);

        _time.Advance(TimeSpan.FromHours(1.5));
        await Task.WhenAll(LinkAsync(), LinkAsync());
        Assert.Equal(2, _answers.Calls);
    }

    private Task<Uri> LinkAsync() => _links.CreateAsync(_service.GetBlobContainerClient("files").GetBlobClient("a/x.png"), CancellationToken.None);

    /// <summary>Answers the call for a delegated key; it ends when the caller asked.</summary>
    private sealed class DelegatingService : HttpMessageHandler
    {
        public int Calls { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            var asked = System.Xml.Linq.XDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
            var expiry = asked.Descendants().Single(element => element.Name.LocalName == "Expiry").Value;
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(
                    $"""
                    <?xml version="1.0" encoding="utf-8"?>
                    <UserDelegationKey>
                      <SignedOid>11111111-1111-1111-1111-111111111111</SignedOid>
                      <SignedTid>22222222-2222-2222-2222-222222222222</SignedTid>
                      <SignedStart>1970-01-01T00:00:00Z</SignedStart>
                      <SignedExpiry>{expiry}</SignedExpiry>
                      <SignedService>b</SignedService>
                      <SignedVersion>2022-11-02</SignedVersion>
                      <Value>c2VjcmV0</Value>
                    </UserDelegationKey>
                    """,
                    Encoding.UTF8,
                    "application/xml"),
            };
        }
    }

    private sealed class Identity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
