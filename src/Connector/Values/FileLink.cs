namespace Connector.Values;

/// <summary>The links by which this server names its own files in receipts, lists and resources.</summary>
internal static class FileLink
{
    /// <summary>The route that serves files, without slashes around it.</summary>
    public const string Route = "api/files";

    /// <summary>What the URI of a file begins with as a resource of MCP.</summary>
    public const string Resource = "connector://files/";

    /// <summary>The stored path in a link that names no server; null for another text.</summary>
    public static string? PathIn(string text) =>
        After(text, Resource) ?? After(text, $"/{Route}/") ?? After(text, $"{Route}/");

    /// <summary>The stored path in a link to a server's files; null for another text, and for another server's link.</summary>
    /// <param name="text">The text.</param>
    /// <param name="filesUrl">The address of the server's files, as the caller reached it.</param>
    public static string? PathIn(string text, Uri filesUrl)
    {
        var folder = $"{filesUrl.AbsolutePath.TrimEnd('/')}/";

        // A server below a folder of its host, and what an address bar leaves of a link.
        return After(text, folder) ?? After(text, filesUrl.Authority + folder)
            ?? (Uri.TryCreate(text, UriKind.Absolute, out var url) && IsOf(filesUrl, url) ? After(url.AbsolutePath, folder) ?? After(url.AbsolutePath, $"/{Route}/") : null);
    }

    /// <summary>Undoes the escapes of a URL, once: what is an escape after that is no character of a stored path.</summary>
    public static string Unescape(string path) => Uri.UnescapeDataString(path);

    private static string? After(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? Unescape(text[prefix.Length..].Split('?', '#')[0]) : null;

    /// <summary>
    /// Whether a URL leads to the same server. The scheme may differ, as it does behind what ends TLS; nothing is fetched from such a
    /// URL, it only names a file that its path would name as well.
    /// </summary>
    private static bool IsOf(Uri server, Uri url) =>
        (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url.UserInfo.Length == 0
        && (url.Port == server.Port || (url.IsDefaultPort && server.IsDefaultPort))
        && (url.Host.Equals(server.Host, StringComparison.OrdinalIgnoreCase) || (url.IsLoopback && server.IsLoopback));
}
