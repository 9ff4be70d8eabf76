using Connector.Runs;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>The functions that a clock calls.</summary>
/// <param name="sweeper">Deletes what nobody needs any more.</param>
/// <param name="lifetime">Tells when the worker stops.</param>
public sealed class ClockFunctions(Sweeper sweeper, IHostApplicationLifetime lifetime)
{
    /// <summary>Every hour, on one instance: sweeps the store. What lies on an instance's own disk is swept at its start.</summary>
    /// <param name="timer">The tick.</param>
    [Function("sweep")]
    public Task Sweep([TimerTrigger("0 30 * * * *")] TimerInfo timer) => sweeper.SweepAsync(lifetime.ApplicationStopping);
}
