namespace Microsoft.Azure.Functions.Worker;

/// <summary>The public face of Microsoft.Azure.Functions.Worker.Extensions.Storage.Queues's attribute.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    public string QueueName => queueName;

    public string? Connection { get; set; }
}
