using System.Collections.Frozen;
using Connector.Declaration;
using Connector.Functions.Endpoints;
using Connector.Functions.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions.IsolatedWorker;

/// <summary>Takes a function's request through the same pipeline and endpoint as in every other host, and a message to its job.</summary>
/// <param name="services">The worker's services.</param>
internal sealed class FunctionDispatcher(IServiceProvider services)
{
    private readonly FrozenDictionary<string, HttpFunction> _functions =
        HttpFunction.All(Catalog.All).ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

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

    /// <summary>Carries a job on.</summary>
    /// <param name="context">The call.</param>
    /// <param name="id">The message that names the job.</param>
    public static Task RunAsync(FunctionContext context, string id) => RunJobEndpoint.CarryOnAsync(context.InstanceServices, id);

    private static RequestDelegate Build(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        ConnectorPipeline.Use(app);
        app.Run(context => context.Features.GetRequiredFeature<HttpFunction>().HandleAsync(context));
        return app.Build();
    }
}
