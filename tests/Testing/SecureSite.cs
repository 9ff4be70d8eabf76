using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Connector.Testing;

/// <summary>An https site on loopback with a certificate of its own making that answers as a test tells it.</summary>
public sealed class SecureSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();

    private SecureSite(X509Certificate2 certificate, RequestDelegate answer)
    {
        _certificate = certificate;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port: 0, listen => listen.UseHttps(certificate)));
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        _app = builder.Build();
        _app.Run(async context =>
        {
            _requests.Enqueue(new RecordedRequest(
                context.Request.Method,
                context.Request.Path,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                Bytes: []));
            await answer(context);
        });
    }

    public IPEndPoint EndPoint => new(IPAddress.Loopback, new Uri(_app.Urls.Single()).Port);

    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    public static async Task<SecureSite> StartAsync(X509Certificate2 certificate, RequestDelegate answer)
    {
        var site = new SecureSite(certificate, answer);
        await site._app.StartAsync();
        return site;
    }

    /// <summary>A self-signed certificate.</summary>
    /// <param name="hosts">The host names it is for.</param>
    /// <param name="issuer">Where it says that its issuer's certificate can be had.</param>
    public static X509Certificate2 CreateCertificate(IEnumerable<string> hosts, Uri? issuer = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=secure site", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        if (issuer is null)
        {
            return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        }

        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(ocspUris: null, caIssuersUris: [issuer.AbsoluteUri]));
        var unknown = X509SignatureGenerator.CreateForECDsa(key);
        using var certificate = request.Create(
            new X500DistinguishedName("CN=nobody"), unknown, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200), [1]);
        return certificate.CopyWithPrivateKey(key);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _certificate.Dispose();
    }
}
