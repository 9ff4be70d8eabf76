using Connector.Declaration;
using Connector.Failures;

namespace Connector.Runs;

/// <summary>The failures of a run that upstream has no part in.</summary>
internal static class RunFailures
{
    /// <summary>502: the instance died while the call was on its way; sending it again might pay twice.</summary>
    public static ConnectorException Interrupted(ConnectorAction action) => new(
        502,
        ErrorCodes.RunInterrupted,
        $"The instance that ran {action.Name} stopped while {action.App.Title} worked on it. It is not sent again by itself; to run it anew, send another Idempotency-Key.")
    {
        MayHaveBeenCharged = true,
    };

    /// <summary>Makes calls for a run that nobody can have sent: a store that fails there keeps it from being sent.</summary>
    public static async Task<T> UnsentAsync<T>(Func<Task<T>> calls)
    {
        T result = default!;
        await UnsentAsync(async () => { result = await calls(); });
        return result;
    }

    /// <inheritdoc cref="UnsentAsync{T}"/>
    public static async Task UnsentAsync(Func<Task> calls)
    {
        try
        {
            await calls();
        }
        catch (ConnectorException failure) when (failure is { Code: ErrorCodes.StorageUnavailable, MayHaveBeenCharged: null })
        {
            failure.MayHaveBeenCharged = false;
            throw;
        }
    }

    /// <summary>409: its caller wanted it stopped.</summary>
    public static ConnectorException Cancelled(bool mayHaveBeenCharged, Exception? cause = null) =>
        new(409, ErrorCodes.RunCancelled, "The run was cancelled.", cause) { MayHaveBeenCharged = mayHaveBeenCharged };
}
