namespace Connector.Api.Mcp;

/// <summary>
/// The package's handler of streamable HTTP, which it gives to routes only: one is mapped here, so that hosts without routing of their own
/// reach it the same way.
/// </summary>
internal sealed class McpTransport : IEndpointRouteBuilder
{
    /// <summary>Maps the one route of a server without state.</summary>
    /// <param name="services">The services, with the package's among them.</param>
    public McpTransport(IServiceProvider services)
    {
        ServiceProvider = services;
        this.MapMcp();
        HandleAsync = DataSources.SelectMany(source => source.Endpoints).Single().RequestDelegate!;
    }

    /// <summary>Answers a message.</summary>
    public RequestDelegate HandleAsync { get; }

    /// <inheritdoc/>
    public IServiceProvider ServiceProvider { get; }

    /// <inheritdoc/>
    public ICollection<EndpointDataSource> DataSources { get; } = [];

    /// <inheritdoc/>
    public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(ServiceProvider);
}
