namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>The public face of the worker's entry point: enough to compile the isolated worker's Program, which only the real one can run.</summary>
public static class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        throw new NotSupportedException();
    }
}
