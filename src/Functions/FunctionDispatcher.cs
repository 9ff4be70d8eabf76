using System.Collections.Frozen;
using Connector.Actions;
using Connector.Api.Endpoints;
using Connector.Api.Pipeline;
using Microsoft.AspNetCore.Http.Features;

namespace Connector.Functions;

/// <summary>Takes a function's request through the same pipeline and to the same endpoint as in every other host.</summary>
/// <param name="services">The worker's services.</param>
public sealed class FunctionDispatcher(IServiceProvider services)
{
    private readonly FrozenDictionary<string, HttpFunction> _functions =
        HttpFunction.All(Catalog.All).ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    private readonly RequestDelegate _pipeline = Build(services);

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request; the answer goes to its context's response.</param>
    /// <param name="name">The function that the host chose.</param>
    public Task RunAsync(HttpRequest request, string name)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.HttpContext.Features.Set(_functions[name]);
        return _pipeline(request.HttpContext);
    }

    private static RequestDelegate Build(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseMiddleware<PlatformAddressMiddleware>();
        ConnectorPipeline.Use(app);
        app.Run(context => context.Features.GetRequiredFeature<HttpFunction>().HandleAsync(context, services));
        return app.Build();
    }
}
