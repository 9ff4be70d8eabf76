namespace Microsoft.Azure.Functions.Worker;

/// <summary>The public face of Microsoft.Azure.Functions.Worker's attribute.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    public string Name => name;
}
