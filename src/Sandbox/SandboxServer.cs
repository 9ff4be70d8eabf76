using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Connector.Sandbox.Accounts;
using Connector.Sandbox.Gateway;
using Connector.Sandbox.Hosting;
using Connector.Sandbox.Openai;
using Connector.Sandbox.Pictures;
using Connector.Sandbox.V1;
using Connector.Sandbox.V2Beta;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Connector.Sandbox;

/// <summary>A stand-in for the upstream APIs over real HTTP on a loopback port that the operating system chooses.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    /// <summary>A key that the sandbox accepts. <c>sk-sandbox-</c> and anything is another account, with its own credits and rate limit.</summary>
    public const string Key = "sk-sandbox";

    private readonly WebApplication _app;
    private readonly RequestCounter _counter;

    private SandboxServer(WebApplication app, RequestCounter counter)
    {
        _app = app;
        _counter = counter;
        BaseUrl = new Uri(app.Urls.Single());
    }

    /// <summary>Where the sandbox listens, for example <c>http://127.0.0.1:49152/</c>.</summary>
    public Uri BaseUrl { get; }

    /// <summary>How many requests have reached the sandbox, refused ones included.</summary>
    public long RequestCount => _counter.Count;

    /// <summary>Starts a sandbox; it answers when the task completes.</summary>
    /// <param name="options">What it starts with.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <returns>The running sandbox, stopped by disposing it.</returns>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var counter = new RequestCounter();
        var app = Build(options, counter);
        try
        {
            await app.StartAsync(cancellationToken);
            return new SandboxServer(app, counter);
        }
        catch
        {
            await app.DisposeAsync();
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

    private static WebApplication Build(SandboxOptions options, RequestCounter counter)
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

        // What the program that it is embedded in tells of its own requests must not tell of these too.
        builder.Services.AddSingleton(_ => new ActivitySource(Silence.Name));
        builder.Services.AddSingleton<IMeterFactory, Silence>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));

        var app = builder.Build();
        var ledger = new Ledger(options);
        var encoder = new PictureEncoder(options.RowsAlike);
        var v1 = new V1Api(ledger, encoder, options.Time);
        var v2 = new V2Api(ledger, encoder, options);
        var openai = new OpenaiApi(ledger, encoder, options);
        app.Use((context, next) =>
        {
            counter.Increment();
            RequestId.Assign(context);
            return next(context);
        });
        app.UseRouting();
        app.Use((context, next) => ExactPath.IsRouted(context)
            ? next(context)
            : context.Request.Path.StartsWithSegments("/v2beta", StringComparison.Ordinal)
                ? v2.AnswerUnknownPathAsync(context)
                : context.Request.Path.StartsWithSegments(OpenaiApi.Prefix, StringComparison.Ordinal)
                    ? openai.AnswerUnknownPathAsync(context)
                    : v1.AnswerUnknownPathAsync(context));
        v1.Map(app);
        v2.Map(app);
        new GatewayApi(ledger, encoder, options).Map(app);
        openai.Map(app);
        return app;
    }
}
