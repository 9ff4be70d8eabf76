using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Connector.Fetching;
using Microsoft.AspNetCore.Http;

namespace Connector.Testing;

/// <summary>
/// A fetcher whose names resolve as a test says, whose connections all end at a real https site on loopback whatever public
/// address they were meant for, and that remembers both.
/// </summary>
public sealed class FetchLab : IAsyncDisposable
{
    public const string Host = "images.test";

    /// <summary>A public host that the site's certificate is not for.</summary>
    public const string OtherHost = "elsewhere.test";

    private static readonly IPAddress Public = IPAddress.Parse("93.184.216.34");

    private readonly SecureSite _site;
    private readonly ConcurrentDictionary<string, Func<IPAddress[]>> _names = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _resolved = new();
    private readonly ConcurrentQueue<IPEndPoint> _connected = new();

    private FetchLab(SecureSite site, FetchLimits limits, TimeProvider time, bool trustsSystemOnly)
    {
        _site = site;
        Names(Host, Public);
        Names(OtherHost, Public);
        Fetcher = new GuardedFetcher(limits, time, new FetchNetwork
        {
            Resolve = ResolveAsync,
            Connect = ConnectAsync,
            ValidateCertificate = trustsSystemOnly
                ? null
                : (_, _, _, errors) => (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None,
        });
    }

    public GuardedFetcher Fetcher { get; }

    public IReadOnlyList<string> Resolved => [.. _resolved];

    public IReadOnlyList<IPEndPoint> Connected => [.. _connected];

    public IReadOnlyList<RecordedRequest> Requests => _site.Requests;

    /// <summary>The address that cannot be connected to.</summary>
    public IPAddress? Down { get; set; }

    public static async Task<FetchLab> StartAsync(
        RequestDelegate answer,
        FetchLimits? limits = null,
        TimeProvider? time = null,
        X509Certificate2? certificate = null,
        bool trustsSystemOnly = false) => new(
            await SecureSite.StartAsync(certificate ?? SecureSite.CreateCertificate([Host]), answer),
            limits ?? new FetchLimits(),
            time ?? TimeProvider.System,
            trustsSystemOnly);

    /// <summary>A site that answers with these bytes.</summary>
    public static Task<FetchLab> StartAsync(byte[] body, FetchLimits? limits = null) => StartAsync(
        async context =>
        {
            context.Response.ContentType = "image/png";
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        },
        limits);

    /// <summary>A site that redirects its front page, and has a picture everywhere else.</summary>
    public static Task<FetchLab> StartRedirectingAsync(string location, int status = 302) => StartAsync(async context =>
    {
        if (context.Request.Path == "/")
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = location;
            return;
        }

        await context.Response.Body.WriteAsync(TestPng.Create(1, 1), context.RequestAborted);
    });

    public void Names(string host, params IPAddress[] addresses) => _names[host] = () => addresses;

    public void Names(string host, params string[] addresses) => Names(host, [.. addresses.Select(IPAddress.Parse)]);

    /// <summary>A name that resolves to something else each time.</summary>
    public void NamesInTurn(string host, params string[] addresses)
    {
        var turns = new ConcurrentQueue<string>(addresses);
        _names[host] = () => turns.TryDequeue(out var address) ? [IPAddress.Parse(address)] : [];
    }

    public async Task<byte[]> ReadAsync(string url)
    {
        await using var fetched = await Fetcher.OpenAsync(new Uri(url, UriKind.RelativeOrAbsolute), CancellationToken.None);
        using var copy = new MemoryStream();
        await fetched.Content.CopyToAsync(copy);
        return copy.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        Fetcher.Dispose();
        await _site.DisposeAsync();
    }

    private Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _resolved.Enqueue(host);
        return _names.TryGetValue(host, out var addresses)
            ? Task.FromResult(addresses())
            : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));
    }

    private async Task<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        _connected.Enqueue(endpoint);
        if (endpoint.Address.Equals(Down))
        {
            throw new SocketException((int)SocketError.ConnectionRefused);
        }

        return await new FetchNetwork().Connect(_site.EndPoint, cancellationToken);
    }
}
