using Connector.Failures;
using Connector.Files;
using Connector.Input;
using Connector.Output;
using Connector.Settings;
using Microsoft.Extensions.Logging;

namespace Connector.Runs;

/// <summary>
/// Deletes what killed processes left behind and what nobody will ask for again: once at the start, then every hour. Where no process
/// runs all the time, as on Azure Functions, a timer sees to the hours.
/// </summary>
/// <param name="records">The runs.</param>
/// <param name="files">The files of job inputs.</param>
/// <param name="cleanup">The files that have been kept for long enough.</param>
/// <param name="sink">The files on their way.</param>
/// <param name="spill">The files that the store did not take.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
/// <param name="others">What goes with the runs.</param>
public sealed class Sweeper(
    RunRecords records, FileStore files, FileCleanup cleanup, IMediaSink sink, SpillFolder spill, TimeProvider time, ILogger<Sweeper> log, IEnumerable<ISwept> others)
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>How old a file on its way must be to be nobody's: a call lasts an hour at most, whatever the settings.</summary>
    private static readonly TimeSpan StaleAfter = TimeSpan.FromDays(1);

    /// <summary>How old a run must be: an ended one is answered again for its life, and a queued one gets as long to be begun.</summary>
    private static readonly TimeSpan ForgottenAfter = RunRecords.Life * 2;

    /// <summary>The temporary folder, where the files of requests are.</summary>
    internal string Temporary { get; init; } = Path.GetTempPath();

    /// <summary>Sweeps until it is stopped.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await SweepAsync(cancellationToken);
            }
            catch (Exception failure) when (failure is ConnectorException or IOException or UnauthorizedAccessException)
            {
                // The store does not answer, or does not allow it: nothing is lost but space, and the next sweep comes.
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // Whatever it is: a service that fails would take the server with it.
                log.LogError(failure, "A sweep failed. Nothing is lost but space, and the next one comes.");
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    /// <summary>Sweeps once.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">The store does not answer.</exception>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        InputSpool.Sweep(Temporary, now - StaleAfter, cancellationToken);
        spill.Sweep(now - StaleAfter);
        await sink.SweepAsync(now - StaleAfter, cancellationToken);

        // The runs before their files, so that no run that is there lacks one.
        Tell(await records.SweepAsync(ForgottenAfter, cancellationToken));
        foreach (var other in others)
        {
            Tell(await other.SweepAsync(ForgottenAfter, cancellationToken));
        }

        // By now the store has answered and its clock is known: by this machine's, what is fresh might look old.
        await files.SweepJobInputsAsync(records.Now - ForgottenAfter, cancellationToken);
        if (await cleanup.SweepAsync(cancellationToken) is { Files: > 0 } cleaned)
        {
            log.LogInformation("{Files} files of {Bytes} bytes were deleted: they were older than {Setting} allows.", cleaned.Files, cleaned.Bytes, ConnectorSettings.KeepDays.Name);
        }
    }

    private void Tell(IReadOnlyList<ConnectorException> unreadable)
    {
        foreach (var failure in unreadable)
        {
            log.LogError("{Reason} It is forgotten now.", failure.Message);
        }
    }
}
