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
        return Allows(url.IdnHost, url.Port);
    }

    /// <summary>Whether a host may be private.</summary>
    /// <param name="host">Its name as it is looked up, or its address.</param>
    /// <param name="port">The port.</param>
    internal bool Allows(string host, int port)
    {
        // An IPv6 address stands in brackets before a port.
        var written = host.Contains(':', StringComparison.Ordinal) && host[0] != '[' ? $"[{host}]" : host;
        return AllowHosts.Any(allowed => allowed.Equals(written, StringComparison.OrdinalIgnoreCase)
            || allowed.Equals(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{written}:{port}"), StringComparison.OrdinalIgnoreCase));
    }
}
