using System.Buffers;
using Azure.Storage.Blobs;
using Connector.Failures;

namespace Connector.Settings;

/// <summary>Reads the settings of blob files.</summary>
internal static class BlobSettings
{
    private static readonly SearchValues<char> ContainerCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>The settings that mean nothing to local files.</summary>
    public static IReadOnlyList<Setting> All { get; } =
        [ConnectorSettings.StorageConnectionString, ConnectorSettings.StorageAccountUrl, ConnectorSettings.StorageContainer];

    /// <summary>Reads them, and tells what is wrong with them.</summary>
    /// <param name="value">The value of a setting; null when unset.</param>
    public static (BlobStorageOptions Options, IReadOnlyList<string> Faults) Read(Func<Setting, string?> value)
    {
        var (connectionString, account) = (value(ConnectorSettings.StorageConnectionString), value(ConnectorSettings.StorageAccountUrl));
        var container = value(ConnectorSettings.StorageContainer) ?? ConnectorSettings.StorageContainer.Default;
        var (connectionName, accountName) = (ConnectorSettings.StorageConnectionString.Name, ConnectorSettings.StorageAccountUrl.Name);
        var faults = new List<string>();
        if (connectionString is null && account is null)
        {
            faults.Add($"{ConnectorSettings.StorageKind.Name} is {ConnectorSettings.BlobStorage}; set {connectionName} or {accountName}.");
        }

        if (connectionString is not null && account is not null)
        {
            faults.Add($"{connectionName} and {accountName} are both set; set only one of them.");
        }

        if (connectionString is not null && !HasKey(connectionString))
        {
            faults.Add($"{connectionName} is not a connection string with an account key, which links are signed with.");
        }

        // A token is only ever sent over TLS; a query would be a SAS token, which the identity replaces.
        var url = Uri.TryCreate(account, UriKind.Absolute, out var parsed) && parsed.Scheme == Uri.UriSchemeHttps && parsed.Query.Length == 0 ? parsed : null;
        if (account is not null && url is null)
        {
            faults.Add($"{accountName} must be an https address without a query.");
        }

        if (!IsContainer(container))
        {
            faults.Add(
                $"{ConnectorSettings.StorageContainer.Name} is \"{InputText.Shorten(container)}\"; it must have 3 to 63 lower-case letters, digits and single hyphens between them.");
        }

        return (new BlobStorageOptions { ConnectionString = connectionString, AccountUrl = url, Container = container }, faults);
    }

    private static bool HasKey(string connectionString)
    {
        try
        {
            return new BlobServiceClient(connectionString).CanGenerateAccountSasUri;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsContainer(string name) =>
        name.Length is >= 3 and <= 63
        && !name.AsSpan().ContainsAnyExcept(ContainerCharacters)
        && name[0] != '-'
        && name[^1] != '-'
        && !name.Contains("--", StringComparison.Ordinal);
}
