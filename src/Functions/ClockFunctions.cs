using Connector.Callbacks;
using Connector.Runs;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>The functions that a clock calls.</summary>
/// <param name="stranded">Finds jobs whose messages are lost; none where the process itself carries jobs on.</param>
/// <param name="deliveries">Finds deliveries whose messages are lost.</param>
/// <param name="sweeper">Deletes what nobody needs any more.</param>
/// <param name="lifetime">Tells when the worker stops.</param>
public sealed class ClockFunctions(IEnumerable<StrandedJobs> stranded, StrandedDeliveries deliveries, Sweeper sweeper, IHostApplicationLifetime lifetime)
{
    /// <summary>Every five minutes, on one instance: queues jobs and deliveries again whose messages are lost, and empties the poison queue.</summary>
    /// <param name="timer">The tick.</param>
    [Function("recover-jobs")]
    public async Task RecoverJobs([TimerTrigger("0 */5 * * * *")] TimerInfo timer)
    {
        foreach (var one in stranded)
        {
            await one.RecoverAsync(lifetime.ApplicationStopping);
        }

        await deliveries.RecoverAsync(lifetime.ApplicationStopping);
    }

    /// <summary>Every hour, on one instance: sweeps the store. What lies on an instance's own disk is swept at its start.</summary>
    /// <param name="timer">The tick.</param>
    [Function("sweep")]
    public Task Sweep([TimerTrigger("0 30 * * * *")] TimerInfo timer) => sweeper.SweepAsync(lifetime.ApplicationStopping);
}
