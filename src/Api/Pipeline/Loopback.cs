using System.Net;

namespace Connector.Api.Pipeline;

/// <summary>Tells this machine's own addresses.</summary>
internal static class Loopback
{
    /// <summary>Whether a host name or address, an IPv6 one in brackets, can only mean this machine.</summary>
    public static bool IsHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
