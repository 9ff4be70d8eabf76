using System.Text;

namespace Connector.Settings;

/// <summary>The container that files go to: by connection string, or by address and managed identity.</summary>
public sealed record BlobStorageOptions
{
    /// <summary>The connection string with the account's key, a secret; null under a managed identity.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The account's blob address, for a managed identity; null with a connection string.</summary>
    public Uri? AccountUrl { get; init; }

    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary>Everything but the connection string.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append($"{nameof(AccountUrl)} = {AccountUrl}, {nameof(Container)} = {Container}");
        return true;
    }
}
