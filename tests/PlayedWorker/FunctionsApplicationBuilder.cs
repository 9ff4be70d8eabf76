namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>The public face of the worker's builder.</summary>
public abstract class FunctionsApplicationBuilder
{
    public abstract IServiceCollection Services { get; }

    public abstract FunctionsApplicationBuilder ConfigureFunctionsWebApplication();

    public abstract IHost Build();
}
