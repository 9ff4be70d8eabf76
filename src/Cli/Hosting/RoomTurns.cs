namespace Connector.Cli.Hosting;

/// <summary>The turns of the requests that a server has room for.</summary>
/// <param name="room">The room.</param>
internal sealed class RoomTurns(ServerRoom room) : IDisposable
{
    /// <summary>Those that may call upstream and write files.</summary>
    public SemaphoreSlim Runs { get; } = new(room.Runs, room.Runs);

    /// <summary>Those that may read one.</summary>
    public SemaphoreSlim Reads { get; } = new(room.Reads, room.Reads);

    /// <inheritdoc/>
    public void Dispose()
    {
        Runs.Dispose();
        Reads.Dispose();
    }
}
