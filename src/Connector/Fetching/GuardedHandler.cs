using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Connector.Fetching;

/// <summary>The HTTP stack for addresses that others name: it reaches the public internet alone, and takes nothing of ours along.</summary>
internal static class GuardedHandler
{
    private const int HeaderKilobytes = 16;

    /// <summary>Creates a handler; one serves the whole process.</summary>
    /// <param name="connectTimeout">How long connecting may take.</param>
    /// <param name="network">The network.</param>
    /// <param name="isTrusted">Whether an operator has named a host that may be private; null for none.</param>
    public static SocketsHttpHandler Create(TimeSpan connectTimeout, FetchNetwork network, Func<DnsEndPoint, bool>? isTrusted = null) => new()
    {
        ConnectCallback = new GuardedConnector(network, isTrusted).ConnectAsync,

        // A proxy would resolve and connect in our place, unchecked.
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = HeaderKilobytes,

        // An answer that is not wanted is hung up on, not read to its end.
        MaxResponseDrainSize = 0,

        // The handler goes on connecting after a request has given up.
        ConnectTimeout = connectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = network.ValidateCertificate,

            // A certificate may name URLs of its issuer and of revocation lists; fetching them would pass by every check here.
            CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
        },
    };
}
