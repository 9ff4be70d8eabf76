namespace Connector.Functions.Endpoints;

/// <summary>A function that the host calls for each message of a queue.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Queue">The queue's name.</param>
internal sealed record QueueFunction(string Name, string Queue) : HostedFunction(Name)
{
    /// <summary>The setting that names the queue's account: the host's own, since a function app cannot be without it.</summary>
    public const string Connection = "AzureWebJobsStorage";

    /// <summary>What the message is called among the function's data.</summary>
    public const string Message = "id";
}
