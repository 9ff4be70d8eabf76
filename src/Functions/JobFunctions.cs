using Connector.Runs;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>The functions that carry jobs on.</summary>
/// <param name="steps">Carries them on.</param>
public sealed class JobFunctions(JobSteps steps)
{
    /// <summary>A message of the job queue. When it fails, the host brings it again.</summary>
    /// <param name="id">The message: the run's id.</param>
    /// <remarks>The host's cancellation does not interrupt it: a host that waits no longer has paid all the same.</remarks>
    [Function("run-job")]
    public Task RunJob([QueueTrigger(StorageJobQueue.TriggerName, Connection = "AzureWebJobsStorage")] string id) => steps.CarryOnAsync(id);
}
