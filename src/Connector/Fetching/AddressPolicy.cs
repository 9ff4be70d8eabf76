using System.Net;
using System.Net.Sockets;

namespace Connector.Fetching;

/// <summary>Which addresses a URL from outside may lead to: those of the public internet, and nothing of ours or of a cloud's inside.</summary>
internal static class AddressPolicy
{
    /// <summary>IPv6 hands out public addresses in this range alone. Outside lie loopback, private, link-local, site-local and
    /// multicast addresses, and all forms that carry an IPv4 address in them: mapped, compatible and NAT64.</summary>
    private static readonly IPNetwork PublicIPv6 = IPNetwork.Parse("2000::/3");

    /// <summary>The exceptions within <see cref="PublicIPv6"/>.</summary>
    private static readonly IPNetwork[] RefusedIPv6 =
    [
        IPNetwork.Parse("2001::/23"),           // protocol assignments; among them Teredo 2001::/32, which carries an IPv4 address
        IPNetwork.Parse("2001:db8::/32"),       // documentation
        IPNetwork.Parse("2002::/16"),           // 6to4, which carries an IPv4 address
        IPNetwork.Parse("3fff::/20"),           // documentation
    ];

    private static readonly IPNetwork[] RefusedIPv4 =
    [
        IPNetwork.Parse("0.0.0.0/8"),           // this host
        IPNetwork.Parse("10.0.0.0/8"),          // private
        IPNetwork.Parse("100.64.0.0/10"),       // carrier NAT; among them Alibaba's metadata 100.100.100.200
        IPNetwork.Parse("127.0.0.0/8"),         // loopback
        IPNetwork.Parse("168.63.129.16/32"),    // Azure's wire server, a public address that answers from within
        IPNetwork.Parse("169.254.0.0/16"),      // link-local; among them the metadata of most clouds, 169.254.169.254
        IPNetwork.Parse("172.16.0.0/12"),       // private
        IPNetwork.Parse("192.0.0.0/24"),        // protocol assignments; among them Oracle's metadata 192.0.0.192
        IPNetwork.Parse("192.0.2.0/24"),        // documentation
        IPNetwork.Parse("192.88.99.0/24"),      // 6to4 relays
        IPNetwork.Parse("192.168.0.0/16"),      // private
        IPNetwork.Parse("198.18.0.0/15"),       // benchmarking
        IPNetwork.Parse("198.51.100.0/24"),     // documentation
        IPNetwork.Parse("203.0.113.0/24"),      // documentation
        IPNetwork.Parse("224.0.0.0/4"),         // multicast
        IPNetwork.Parse("240.0.0.0/4"),         // reserved; among them broadcast
    ];

    public static bool IsRefused(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => RefusedIPv4.Any(network => network.Contains(address)),

        // Mapped addresses are asked for by name: .NET 10 finds ::ffff:10.0.0.1 in 2000::/3, where it is not.
        AddressFamily.InterNetworkV6 => address.IsIPv4MappedToIPv6
            || !PublicIPv6.Contains(address)
            || RefusedIPv6.Any(network => network.Contains(address)),
        _ => true,
    };
}
