namespace Connector.Cli.Backends;

/// <summary>A server and the key that it asks for.</summary>
/// <param name="Url">Its address, with a slash at the end.</param>
/// <param name="Key">The access key; null for none.</param>
internal sealed record ServerAddress(Uri Url, string? Key)
{
    private const string Api = "/api";

    /// <summary>The address that a person gave; null when it is none.</summary>
    /// <param name="text">The address, with <c>/api</c> at its end or without.</param>
    /// <param name="key">The access key.</param>
    public static ServerAddress? Parse(string text, string? key)
    {
        var start = text.Trim().TrimEnd('/');
        start = start.EndsWith(Api, StringComparison.OrdinalIgnoreCase) ? start[..^Api.Length] : start;
        return Uri.TryCreate(start + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query.Length == 0 && url.UserInfo.Length == 0
            ? new ServerAddress(url, string.IsNullOrWhiteSpace(key) ? null : key.Trim())
            : null;
    }
}
