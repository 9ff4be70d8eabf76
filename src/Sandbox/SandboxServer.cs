using System.Net;
using Connector.Sandbox.Accounts;
using Connector.Sandbox.Hosting;
using Connector.Sandbox.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Connector.Sandbox;

/// <summary>A stand-in for the upstream APIs over real HTTP on a loopback port that the operating system chooses.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    /// <summary>A key that the sandbox accepts. <c>sk-sandbox-</c> and anything is another account, with its own credits and rate limit.</summary>
    public const string Key = "sk-sandbox";

    private readonly WebApplication _app;
    private long _requestCount;

    private SandboxServer(SandboxOptions options)
    {
        // The empty builder reads no environment variable, command line or settings file and logs nothing, so the sandbox cannot
        // take the port or the settings of the program that it is embedded in.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port: 0);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));

        _app = builder.Build();
        var v1 = new V1Api(new Ledger(options), options.Time);
        _app.Use(CountAsync);
        _app.UseRouting();
        _app.Use((context, next) => ExactPath.IsRouted(context) ? next(context) : v1.AnswerUnknownPathAsync(context));
        v1.Map(_app);
    }

    /// <summary>Where the sandbox listens, for example <c>http://127.0.0.1:49152/</c>.</summary>
    public Uri BaseUrl => new(_app.Urls.Single());

    /// <summary>How many requests have reached the sandbox, refused ones included.</summary>
    public long RequestCount => Interlocked.Read(ref _requestCount);

    /// <summary>Starts a sandbox; it answers when the task completes.</summary>
    /// <param name="options">What it starts with.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <returns>The running sandbox, stopped by disposing it.</returns>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var server = new SandboxServer(options);
        try
        {
            await server._app.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server._app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the sandbox: running answers get a second to finish, then their connections are cut.</summary>
    /// <returns>A task that completes when the port is free.</returns>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private Task CountAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _requestCount);
        RequestId.Assign(context);
        return next(context);
    }
}
