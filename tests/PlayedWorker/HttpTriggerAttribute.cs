namespace Microsoft.Azure.Functions.Worker;

/// <summary>The public face of Microsoft.Azure.Functions.Worker.Extensions.Http's attribute.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : Attribute
{
    public AuthorizationLevel AuthLevel => authLevel;

    public string[] Methods => methods;

    public string? Route { get; set; }
}
