using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Connector.Testing;

/// <summary>
/// The way to a store, on which calls go wrong as a test says. Signatures of the account's key cover the path and not the host, so
/// that a store can be reached through another address.
/// </summary>
public sealed class FaultyStore : IAsyncDisposable
{
    private static readonly TimeSpan Latency = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly Uri _store;
    private SocketsHttpHandler? _connections = Connect();
    private int _faults;
    private int _calls;
    private readonly ConcurrentDictionary<string, int> _callsByKind = new(StringComparer.Ordinal);

    private FaultyStore(Uri store)
    {
        _store = store;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>What goes wrong with a call.</summary>
    public Func<HttpRequest, StoreFault> FaultOf { get; set; } = _ => StoreFault.None;

    /// <summary>How many calls went wrong, those included that found no store.</summary>
    public int Faults => Volatile.Read(ref _faults);

    /// <summary>How many calls there were, whatever became of them.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>The same by what was asked for: the method, and the kind of the record or what else it was.</summary>
    public IReadOnlyDictionary<string, int> CallsByKind => _callsByKind;

    /// <summary>Where it listens.</summary>
    public Uri Url => new(_app.Urls.Single());

    public static async Task<FaultyStore> StartAsync(Uri store)
    {
        var faulty = new FaultyStore(store);
        await faulty._app.StartAsync();
        return faulty;
    }

    /// <summary>Breaks every connection to the store, and makes none until <see cref="Join"/>.</summary>
    public void Part() => Interlocked.Exchange(ref _connections, null)?.Dispose();

    /// <summary>Lets calls through again.</summary>
    public void Join() => Interlocked.Exchange(ref _connections, Connect())?.Dispose();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Part();
    }

    private static SocketsHttpHandler Connect() => new() { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null };

    /// <summary>Such as "PUT runs", "GET list of queue" or "PUT file".</summary>
    private static string KindOf(HttpRequest request)
    {
        const string Records = "~records/";
        var isList = request.Query["comp"] == "list" && request.Query["restype"] == "container";
        var name = isList ? request.Query["prefix"].ToString() : request.Path.Value ?? "";
        var start = name.IndexOf(Records, StringComparison.Ordinal);
        var kind = start < 0 ? "file" : name[(start + Records.Length)..].Split('/')[0];
        return $"{request.Method} {(isList ? "list of " : "")}{kind}{(!isList && request.Query["comp"] is [{ } comp] ? " " + comp : "")}";
    }

    private async Task HandleAsync(HttpContext context)
    {
        Interlocked.Increment(ref _calls);
        _callsByKind.AddOrUpdate(KindOf(context.Request), 1, (_, count) => count + 1);
        var fault = FaultOf(context.Request);
        if (fault != StoreFault.None)
        {
            Interlocked.Increment(ref _faults);
        }

        switch (fault)
        {
            case StoreFault.Overloaded:
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = "1";
                context.Response.Headers["x-ms-error-code"] = "ServerBusy";
                return;
            case StoreFault.Refused:
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                context.Response.Headers["x-ms-error-code"] = "AuthorizationPermissionMismatch";
                return;
            case StoreFault.Cut:
                context.Abort();
                return;
            case StoreFault.Slow:
                await Task.Delay(Latency, TimeProvider.System, context.RequestAborted);
                break;
        }

        try
        {
            await ForwardAsync(context, losesAnswer: fault == StoreFault.LostAnswer);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            Interlocked.Increment(ref _faults);
            context.Abort();
        }
    }

    private async Task ForwardAsync(HttpContext context, bool losesAnswer)
    {
        using var http = new HttpMessageInvoker(Volatile.Read(ref _connections) ?? throw new HttpRequestException("parted"), disposeHandler: false);

        // As it was written: the signature covers it.
        var target = _store.GetLeftPart(UriPartial.Authority) + context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method), new Uri(target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (context.Request.ContentLength is not null)
        {
            request.Content = new StreamContent(context.Request.Body);
        }

        foreach (var (name, value) in context.Request.Headers.Where(header => header.Key is not ("Host" or "Connection" or "Expect")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
            }
        }

        using var response = await http.SendAsync(request, context.RequestAborted);
        if (losesAnswer)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (name is not ("Transfer-Encoding" or "Connection" or "Keep-Alive"))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
