using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connector.FunctionsHost;

/// <summary>The server to which workers connect.</summary>
internal sealed class RpcServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RpcServer(WebApplication app, WorkerChannels channels) => (_app, Channels) = (app, channels);

    /// <summary>The workers that it knows.</summary>
    public WorkerChannels Channels { get; }

    public Uri Url => new(_app.Urls.Single());

    public static async Task<RpcServer> StartAsync(CancellationToken cancellationToken)
    {
        var channels = new WorkerChannels();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port: 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(channels);
        builder.Services.AddGrpc(options => (options.MaxReceiveMessageSize, options.MaxSendMessageSize) = (null, null));
        var app = builder.Build();
        app.MapGrpcService<FunctionRpcService>();
        await app.StartAsync(cancellationToken);
        return new RpcServer(app, channels);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
