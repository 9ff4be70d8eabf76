namespace Connector.Declaration;

/// <summary>Where a request carries the key. An app that knows several lets a setting choose among them by name.</summary>
/// <param name="Name">What the setting calls it, for example <c>bearer</c>.</param>
/// <param name="Header">The header that holds the key.</param>
/// <param name="Prefix">What stands before the key there, its space included; empty for nothing.</param>
public sealed record KeyPlacement(string Name, string Header, string Prefix)
{
    /// <summary>A bearer token (RFC 6750).</summary>
    public static KeyPlacement Bearer { get; } = new("bearer", "Authorization", "Bearer ");

    /// <summary>The key alone in a header of its own, after which the placement is called.</summary>
    /// <param name="header">The header's name.</param>
    public static KeyPlacement Alone(string header) => new(header, header, "");
}
