using System.Net;
using System.Net.Sockets;

namespace Connector.Fetching;

/// <summary>
/// Connects to a host only if all its addresses are public, and to the very address that was checked: a name that resolves
/// differently the next moment changes nothing.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="isTrusted">Whether an operator has named a host that may be private; null for none.</param>
internal sealed class GuardedConnector(FetchNetwork network, Func<DnsEndPoint, bool>? isTrusted = null)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        IPAddress[] addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await network.Resolve(target.Host, cancellationToken);

        // One inner address among public ones is no mistake of an honest host.
        if (isTrusted?.Invoke(target) != true && addresses.Any(AddressPolicy.IsRefused))
        {
            throw new AddressRefusedException();
        }

        Exception failure = new SocketException((int)SocketError.HostNotFound);
        foreach (var address in addresses)
        {
            try
            {
                return await network.Connect(new IPEndPoint(address, target.Port), cancellationToken);
            }
            catch (SocketException exception)
            {
                failure = exception;
            }
        }

        throw failure;
    }
}
