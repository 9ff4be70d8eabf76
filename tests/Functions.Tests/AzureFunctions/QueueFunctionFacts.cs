namespace Connector.Functions.Tests.AzureFunctions;

/// <summary>A function with a queue as a host reads it out of what the connector ships.</summary>
public sealed record QueueFunctionFacts(string Name, string Queue, string Connection)
{
    /// <summary>The only one.</summary>
    public static QueueFunctionFacts RunJob { get; } = new("run-job", "connector-jobs", "AzureWebJobsStorage");
}
