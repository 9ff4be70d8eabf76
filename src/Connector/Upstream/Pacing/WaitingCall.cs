using Connector.Declaration;
using Connector.Failures;

namespace Connector.Upstream.Pacing;

/// <summary>A call that waits for its turn.</summary>
/// <param name="app">The app, for messages.</param>
/// <param name="isBackground">Whether nobody waits for it.</param>
/// <param name="deadline">How long it waits.</param>
internal sealed class WaitingCall(ConnectorApp app, bool isBackground, TimeSpan deadline)
{
    // Whoever goes on does so elsewhere, not within the lock of who lets it.
    private readonly TaskCompletionSource<Turn> _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConnectorApp App => app;

    public bool IsBackground => isBackground;

    public TimeSpan Deadline => deadline;

    public Task<Turn> Task => _turn.Task;

    /// <summary>Has it leave the queue when its caller goes away. Nobody waits for that here, where the lock is held that it needs.</summary>
    public CancellationTokenRegistration Leaving { get; set; }

    public void Give(Turn turn)
    {
        Leaving.Unregister();
        _turn.SetResult(turn);
    }

    public void Refuse(ConnectorException failure)
    {
        Leaving.Unregister();
        _turn.SetException(failure);
    }

    public void Cancel(CancellationToken cancellationToken) => _turn.SetCanceled(cancellationToken);
}
