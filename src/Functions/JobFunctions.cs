using Connector.Callbacks;
using Connector.Runs;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>The functions that carry jobs on.</summary>
/// <param name="steps">Carries them on.</param>
/// <param name="deliveries">Sends what others are told.</param>
public sealed class JobFunctions(JobSteps steps, DeliverySteps deliveries)
{
    /// <summary>A message of the job queue. When it fails, the host brings it again.</summary>
    /// <param name="id">The message: the run's id, or a delivery's.</param>
    /// <remarks>The host's cancellation does not interrupt it: a host that waits no longer has paid all the same.</remarks>
    [Function("run-job")]
    public Task RunJob([QueueTrigger(StorageJobQueue.TriggerName, Connection = "AzureWebJobsStorage")] string id) =>
        StorageDeliveryQueue.IdIn(id) is { } delivery ? deliveries.CarryOnAsync(delivery) : steps.CarryOnAsync(id);
}
