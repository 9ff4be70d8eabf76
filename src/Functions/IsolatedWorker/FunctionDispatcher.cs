using System.Collections.Frozen;
using Connector.Declaration;
using Connector.Functions.Endpoints;
using Connector.Functions.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace Connector.Functions.IsolatedWorker;

/// <summary>Takes a function's request through the same pipeline and endpoint as in every other host.</summary>
/// <param name="services">The worker's services.</param>
internal sealed class FunctionDispatcher(IServiceProvider services)
{
    private readonly FrozenDictionary<string, HostedFunction> _functions =
        HostedFunction.All(Catalog.All).ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    private readonly RequestDelegate _pipeline = Build(services);

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request; the answer goes to its context's response.</param>
    /// <param name="name">The function that the host chose.</param>
    public static Task RunAsync(HttpRequest request, string name)
    {
        var dispatcher = request.HttpContext.RequestServices.GetRequiredService<FunctionDispatcher>();
        request.HttpContext.Features.Set(dispatcher._functions[name]);
        return dispatcher._pipeline(request.HttpContext);
    }

    private static RequestDelegate Build(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        ConnectorPipeline.Use(app);
        app.Run(context => context.Features.GetRequiredFeature<HostedFunction>().HandleAsync(context));
        return app.Build();
    }
}
