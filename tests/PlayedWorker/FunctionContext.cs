namespace Microsoft.Azure.Functions.Worker;

/// <summary>The public face of Microsoft.Azure.Functions.Worker.Core's class, as far as functions of ours use it.</summary>
public abstract class FunctionContext
{
    public abstract IServiceProvider InstanceServices { get; set; }
}
