using Connector.Runs;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>The functions that carry jobs on.</summary>
/// <param name="steps">Carries them on.</param>
/// <param name="lifetime">Tells when the worker stops.</param>
public sealed class JobFunctions(JobSteps steps, IHostApplicationLifetime lifetime)
{
    /// <summary>A message of the job queue. When it fails, the host brings it again.</summary>
    /// <param name="id">The message: the run's id.</param>
    /// <remarks>Only the worker's stop interrupts it: a host that waits no longer has paid all the same.</remarks>
    [Function("run-job")]
    public Task RunJob([QueueTrigger(StorageJobQueue.DefaultName, Connection = "AzureWebJobsStorage")] string id) =>
        steps.CarryOnAsync(id, lifetime.ApplicationStopping);
}
