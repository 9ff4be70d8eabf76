using System.Net;
using System.Text;
using System.Xml.Linq;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace Connector.Tests.Files;

/// <summary>A storage account under a managed identity that answers the call for a delegated key, which ends when the caller asked, and no other.</summary>
internal sealed class PlayedBlobService : HttpMessageHandler
{
    private readonly HttpClient _http;

    public PlayedBlobService()
    {
        _http = new HttpClient(this, disposeHandler: false);
        Client = new BlobServiceClient(
            new Uri("https://pictures.blob.core.windows.net"), new Identity(), new BlobClientOptions { Transport = new HttpClientTransport(_http) });
    }

    public BlobServiceClient Client { get; }

    public int KeyCalls { get; private set; }

    /// <summary>Whether the identity lacks the role that the call needs.</summary>
    public bool Refuses { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        KeyCalls++;
        if (Refuses)
        {
            return new HttpResponseMessage(HttpStatusCode.Forbidden) { Headers = { { "x-ms-error-code", "AuthorizationPermissionMismatch" } } };
        }

        var asked = XDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
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

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _http.Dispose();
        }

        base.Dispose(disposing);
    }

    private sealed class Identity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
