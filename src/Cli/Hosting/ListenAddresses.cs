using System.Net;
using Connector.Api.Pipeline;
using Connector.Failures;
using Connector.Settings;

namespace Connector.Cli.Hosting;

/// <summary>The addresses a self-host listens on, and who can reach them.</summary>
internal sealed class ListenAddresses
{
    private const string Default = "http://127.0.0.1:7071";

    private ListenAddresses(IReadOnlyList<string> urls) => Urls = urls;

    public IReadOnlyList<string> Urls { get; }

    /// <summary>Whether only this machine can reach them.</summary>
    public bool AreLoopback => Urls.All(IsLoopback);

    /// <summary>Where a program on this machine finds the server. An address of all interfaces is none to connect to.</summary>
    public Uri FromThisMachine
    {
        get
        {
            var first = BindingAddress.Parse(Urls[0]);
            var host = IPAddress.TryParse(first.Host, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
                ? address
                : IPAddress.Loopback;
            return new UriBuilder(first.Scheme, host.ToString(), first.Port).Uri;
        }
    }

    /// <summary>The command line's addresses, or those of ASPNETCORE_URLS, or the default.</summary>
    public static ListenAddresses From(string? urls, IConfiguration configuration) =>
        new((urls ?? configuration["ASPNETCORE_URLS"] ?? Default)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>Without access keys anybody who reaches the server could spend the account's credits.</summary>
    /// <exception cref="ConnectorException"><c>invalid_settings</c>.</exception>
    public void ThrowIfOpenToOthers(ConnectorOptions settings)
    {
        if (!AreLoopback && settings.AccessKeys.Count == 0)
        {
            throw new ConnectorException(
                500,
                ErrorCodes.InvalidSettings,
                $"{string.Join(" and ", Urls.Where(url => !IsLoopback(url)))} can be reached from other machines, and anybody who does could spend credits. Set {ConnectorSettings.AccessKeys.Name}__0 to a secret that callers must send, or listen on {Default}.");
        }
    }

    private static bool IsLoopback(string url) => Loopback.IsHost(BindingAddress.Parse(url).Host);
}
