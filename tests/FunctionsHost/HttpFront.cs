using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Connector.FunctionsHost;

/// <summary>
/// What callers of the function app see: routes of the functions in the order of their names, and an empty 404 for anything else.
/// Each request is forwarded to the worker's own server while the worker is told to run the function.
/// </summary>
internal sealed class HttpFront : IAsyncDisposable
{
    private const string InvocationHeader = "x-ms-invocation-id";

    /// <summary>The host's default (<c>FUNCTIONS_REQUEST_BODY_SIZE_LIMIT</c>).</summary>
    private const long MaxRequestBodySize = 104_857_600;

    private static readonly ForwarderRequestConfig Forwarding = new() { ActivityTimeout = TimeSpan.FromSeconds(240) };

    private readonly WebApplication _app;
    private readonly IHttpForwarder _forwarder;
    private readonly Func<WorkerSession> _worker;

    private HttpFront(WebApplication app, Func<WorkerSession> worker) =>
        (_app, _forwarder, _worker) = (app, app.Services.GetRequiredService<IHttpForwarder>(), worker);

    public Uri Url => new(_app.Urls.Single());

    /// <summary>Starts it.</summary>
    /// <param name="functions">The functions; those without a route are left out.</param>
    /// <param name="host">Tells the route's prefix.</param>
    /// <param name="worker">The worker of the moment.</param>
    /// <param name="port">Where it listens; 0 for any port.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<HttpFront> StartAsync(
        IEnumerable<HostedFunctionInfo> functions, HostJson host, Func<WorkerSession> worker, int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBodySize;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddHttpForwarder();
        builder.Services.AddRouting();
        var app = builder.Build();
        var front = new HttpFront(app, worker);
        app.UseRouter(front.Routes(app, functions, host));
        await app.StartAsync(cancellationToken);
        return front;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Routes one after the other, as the host has them; the endpoints of today would take the most specific one.</summary>
    private IRouter Routes(IApplicationBuilder app, IEnumerable<HostedFunctionInfo> functions, HostJson host)
    {
        var routes = new RouteBuilder(app);
        foreach (var function in functions.Where(function => function.IsHttp).OrderBy(function => function.Name, StringComparer.Ordinal))
        {
            var constraints = new Dictionary<string, object>(StringComparer.Ordinal);
            if (function.Methods.Count > 0)
            {
                constraints["httpMethod"] = new HttpMethodRouteConstraint([.. function.Methods]);
            }

            routes.Routes.Add(new Route(
                new RouteHandler(context => RunAsync(context, function)),
                function.Name,
                host.PathOf(function.Route),
                defaults: null,
                constraints,
                dataTokens: null,
                app.ApplicationServices.GetRequiredService<IInlineConstraintResolver>()));
        }

        return routes.Build();
    }

    private async Task RunAsync(HttpContext context, HostedFunctionInfo function)
    {
        var worker = _worker();
        var request = Invocations.Http(function, context.GetRouteData().Values, context.Request.Headers.TraceParent);
        context.Request.Headers[InvocationHeader] = request.InvocationId;

        var running = SucceedsAsync(worker.Channel.InvokeAsync(request, context.RequestAborted));
        var forwarded = await _forwarder.SendAsync(context, worker.Channel.HttpUri.AbsoluteUri, worker.Client.Invoker, Forwarding);
        var succeeded = await running;

        // An answer that has arrived whole stands: a worker that stops may end before it has told its host that the function has.
        if (forwarded == ForwarderError.None && (succeeded || context.Response.HasStarted))
        {
            return;
        }

        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    private static async Task<bool> SucceedsAsync(Task invocation)
    {
        try
        {
            await invocation;
            return true;
        }
        catch (WorkerInvocationException)
        {
            return false;
        }
    }
}
