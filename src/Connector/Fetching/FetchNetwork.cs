using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Connector.Fetching;

/// <summary>The network as the fetcher uses it; tests put their own in its place.</summary>
internal sealed record FetchNetwork
{
    /// <summary>Finds the addresses of a host name.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Connects to an address that was checked.</summary>
    public Func<IPEndPoint, CancellationToken, Task<Stream>> Connect { get; init; } = ConnectAsync;

    /// <summary>Judges a server's certificate in place of the system; null for the system.</summary>
    public RemoteCertificateValidationCallback? ValidateCertificate { get; init; }

    private static async Task<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
