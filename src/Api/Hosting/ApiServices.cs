using Connector.Api.Endpoints;
using Connector.Api.Http;
using Connector.Api.Mcp;
using Connector.Api.Pipeline;
using Connector.Callbacks;
using Connector.Page;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ModelContextProtocol.AspNetCore;

namespace Connector.Api.Hosting;

/// <summary>The parts of the API, put together for every host.</summary>
internal static class ApiServices
{
    /// <summary>Adds the endpoints, MCP and the pipeline before them.</summary>
    /// <param name="services">The services, with the connector's among them.</param>
    /// <param name="front">What stands between callers and the pipeline.</param>
    public static IServiceCollection AddConnectorApi(this IServiceCollection services, FrontHost front)
    {
        services.AddSingleton(front);
        services.AddSingleton<RunAnswers>();
        services.AddDeliveries().AddSingleton<IDeliveryBody, DeliveryBody>();
        services.AddSingleton<PageRenderer>();
        services.AddSingleton<EarlierInputs>();
        services.AddSingleton<ActionInputs>();
        services.AddSingleton<SpendReports>();
        services.AddSingleton<Thumbnails>();
        services.AddMcpServers();
        services.AddMcpTransport();
        services.AddCors();
        foreach (var endpoint in EndpointTable.All)
        {
            endpoint.Type.AddTo(services);
        }

        return services;
    }

    /// <summary>Has the sandbox stand in for the apps that it serves.</summary>
    /// <param name="services">The services, with the connector's among them.</param>
    /// <param name="sandbox">The sandbox, which outlives them.</param>
    public static IServiceCollection AddSandbox(this IServiceCollection services, SandboxStandIn sandbox) =>
        services.Replace(ServiceDescriptor.Singleton(sandbox.Options));

    /// <summary>Adds what serves the actions as tools of MCP, over HTTP or not.</summary>
    /// <param name="services">The services, with the connector's among them.</param>
    public static IServiceCollection AddMcpServers(this IServiceCollection services) =>
        services.AddSingleton<McpReads>().AddSingleton<McpParts>().AddSingleton<McpServerFactory>();

    /// <summary>Adds what speaks MCP over HTTP.</summary>
    private static void AddMcpTransport(this IServiceCollection services)
    {
        services.AddMcpServer().WithHttpTransport(http => http.SessionMode = HttpServerSessionMode.Stateless);
        services.AddOptions<HttpServerTransportOptions>().Configure<McpServerFactory>((http, servers) => http.ConfigureSessionOptions = (context, options, _) =>
        {
            servers.Configure(options, context.Features.GetRequiredFeature<McpCaller>());
            return Task.CompletedTask;
        });

        // The package tells of each refusal with the stack of a fault; what fails has its line already.
        services.AddLogging(logging => logging.AddFilter("ModelContextProtocol", LogLevel.None));
        services.AddSingleton<McpTransport>().AddSingleton<McpAnswers>().AddSingleton<McpRequests>();
    }

    /// <summary>Has this process carry its jobs on, for as long as it runs.</summary>
    /// <param name="services">The services, with the connector's among them.</param>
    public static IServiceCollection AddJobService(this IServiceCollection services) => services.AddJobWorker().AddHostedService<JobService>();

    /// <summary>Adds what a server does besides answering, begun as soon as it listens.</summary>
    /// <param name="services">The services, with the connector's among them.</param>
    /// <param name="configuration">The settings, which access keys follow.</param>
    public static IServiceCollection AddBackgroundWork(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration is IConfigurationRoot root)
        {
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<SettingsWatch>(provider, root));
        }

        services.AddHostedService<RunDrain>();
        return services.AddHostedService<SweepService>();
    }
}
