namespace Connector.Settings;

/// <summary>How others are told what has ended.</summary>
public sealed record CallbackOptions
{
    /// <summary>The key of the signatures, 24 to 64 bytes; null when none is set, and nobody is called.</summary>
    public byte[]? Secret { get; init; }

    /// <summary>The hosts, with a port or without, that may be called although they are private, and over http.</summary>
    public IReadOnlyList<string> AllowHosts { get; init; } = [];

    /// <summary>Whether an address is on such a host.</summary>
    /// <param name="url">The address.</param>
    public bool Allows(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return AllowHosts.Any(host => host.Equals(url.Host, StringComparison.OrdinalIgnoreCase) || host.Equals(url.Authority, StringComparison.OrdinalIgnoreCase));
    }
}
