using System.Net;
using Connector.Api.Pipeline;
using Connector.Failures;
using Connector.Settings;

namespace Connector.Cli.Hosting;

/// <summary>The addresses a self-host listens on, and who can reach them.</summary>
internal sealed class ListenAddresses
{
    private const string Default = "http://127.0.0.1:7071";

    /// <summary>Where ASP.NET Core reads addresses, in its order.</summary>
    private static readonly string[] Settings = ["Urls", "ASPNETCORE_URLS", "DOTNET_URLS"];

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

    /// <summary>The command line's addresses, or those of the settings that ASP.NET Core knows, or the default.</summary>
    /// <exception cref="ConnectorException"><c>invalid_settings</c>: one of them is no address.</exception>
    public static ListenAddresses From(string? urls, IConfiguration configuration)
    {
        if (configuration.GetSection("Kestrel").GetChildren().Any())
        {
            throw Invalid($"Kestrel__… is not read. Set the addresses to listen on with --urls or {Settings[1]}.");
        }

        var (source, text) = Settings.Select(name => (name, configuration[name])).Prepend(("--urls", urls)).FirstOrDefault(one => !string.IsNullOrWhiteSpace(one.Item2));
        var addresses = (text ?? Default).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var wrong = addresses.Length == 0 ? text : addresses.FirstOrDefault(address => !IsAddress(address));
        return wrong is null
            ? new(addresses)
            : throw Invalid($"{source} has \"{InputText.Shorten(wrong)}\", which is no address to listen on; write it as {Default}.");
    }

    /// <summary>What Kestrel takes: http or https, a host and a port, and nothing behind.</summary>
    private static bool IsAddress(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address is { IsUnixPipe: false, IsNamedPipe: false, PathBase.Length: 0, Port: >= 0 and <= IPEndPoint.MaxPort, Host.Length: > 0 }
                && address.Scheme.ToLowerInvariant() is "http" or "https"
                && Uri.CheckHostName(address.Host.Trim('[', ']').Replace('+', '0').Replace('*', '0')) != UriHostNameType.Unknown;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The server has no certificate of its own; a front end before it has.</summary>
    /// <exception cref="ConnectorException"><c>invalid_settings</c>.</exception>
    public void ThrowIfEncrypted()
    {
        if (Urls.FirstOrDefault(url => url.StartsWith("https", StringComparison.OrdinalIgnoreCase)) is { } url)
        {
            throw Invalid($"{url} cannot be served: the self-host speaks http. Put a front end with the certificate before it, and listen on {Default}.");
        }
    }

    /// <summary>Without access keys anybody who reaches the server could spend the account's credits.</summary>
    /// <exception cref="ConnectorException"><c>invalid_settings</c>.</exception>
    public void ThrowIfOpenToOthers(ConnectorOptions settings)
    {
        if (!AreLoopback && settings.Access.Keys.Count == 0)
        {
            throw Invalid(
                $"{string.Join(" and ", Urls.Where(url => !IsLoopback(url)))} can be reached from other machines, and anybody who does could spend credits. Set {ConnectorSettings.AccessKeys.Name}__0 to a secret that callers must send, or listen on {Default}.");
        }
    }

    private static ConnectorException Invalid(string message) => new(500, ErrorCodes.InvalidSettings, message);

    private static bool IsLoopback(string url) => Loopback.IsHost(BindingAddress.Parse(url).Host);
}
