using System.Globalization;

namespace Connector.Fetching;

/// <summary>What a URL must look like before anything is looked up. Where it really leads is checked by <see cref="AddressPolicy"/>.</summary>
/// <param name="ports">The ports a URL may name.</param>
internal sealed class UrlPolicy(IReadOnlyList<int> ports)
{
    private const int LongestUrl = 2048;

    /// <summary>Names that never belong to the public internet, whatever they resolve to here.</summary>
    private static readonly string[] InsideNames = ["localhost", "local", "internal"];

    /// <summary>The reason to refuse the URL; null when it may be fetched.</summary>
    public string? Objection(Uri url)
    {
        if (ObjectionToText(url.OriginalString) is { } objection)
        {
            return objection;
        }

        if (!url.IsAbsoluteUri || url.Scheme != Uri.UriSchemeHttps)
        {
            return "it must begin with https://";
        }

        return url.AbsoluteUri.Length > LongestUrl ? TooLong
            : url.UserInfo.Length > 0 ? "it must not hold a user name or password"
            : !ports.Contains(url.Port) ? $"its port must be {string.Join(" or ", ports)}"
            : !IsOutsideHost(url) ? "its host is not a name or address of the public internet"
            : null;
    }

    /// <summary>
    /// The reason to refuse a URL as it was written; null when there is none. Parsers disagree about these characters, and
    /// .NET's own cleans them away silently.
    /// </summary>
    public static string? ObjectionToText(string url) =>
        url.Length > LongestUrl ? TooLong
        : url.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || character == '\\')
            ? "it must not hold spaces, control characters or backslashes; write a space as %20"
        : null;

    private static string TooLong => string.Create(CultureInfo.InvariantCulture, $"it must have at most {LongestUrl} characters");

    private static bool IsOutsideHost(Uri url)
    {
        if (url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
        {
            return true;
        }

        // A name without a dot would be completed with the search domains of our own network, one that ends in a dot would
        // pass by every comparison with a name.
        var labels = AsciiHost(url).Split('.');
        return labels.Length > 1
            && labels[^1].Length > 0
            && !InsideNames.Contains(labels[^1], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The host as it would be looked up, empty when it cannot be.</summary>
    private static string AsciiHost(Uri url)
    {
        try
        {
            return url.IdnHost;
        }
        catch (UriFormatException)
        {
            return "";
        }
    }
}
