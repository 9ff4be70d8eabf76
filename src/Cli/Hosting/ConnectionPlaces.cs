using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Connector.Cli.Hosting;

/// <summary>
/// The places for connections. When none is left, those that have been idle longest are closed and the next waits to be accepted: the
/// system holds it, which takes no file of the process, and it is served as soon as there is a place.
/// </summary>
/// <param name="most">How many there are.</param>
/// <param name="time">The clock.</param>
internal sealed class ConnectionPlaces(int most, TimeProvider time) : IDisposable
{
    /// <summary>A connection is not closed before it had the time to send a request.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.25);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.05);

    private readonly SemaphoreSlim _free = new(most, most);
    private readonly ConcurrentDictionary<ConnectionPlace, bool> _taken = new();

    /// <summary>How many are taken.</summary>
    public int Taken => most - _free.CurrentCount;

    /// <summary>Takes a place, as soon as there is one.</summary>
    /// <param name="cancellationToken">Waits no longer.</param>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        while (!_free.Wait(0, cancellationToken))
        {
            CloseIdle();
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>Gives a place back that no connection was there for.</summary>
    public void GiveBack() => _free.Release();

    /// <summary>Serves a connection that has a place.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var place = new ConnectionPlace(time, connection.Features.Get<IConnectionLifetimeNotificationFeature>());
        connection.Features.Set(place);
        _taken[place] = true;
        try
        {
            await next(connection);
        }
        finally
        {
            _taken.TryRemove(place, out _);
            GiveBack();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();

    private void CloseIdle()
    {
        var idle = _taken.Keys.Select(place => (Place: place, place.Idle)).Where(one => one.Idle >= Grace);
        foreach (var (place, _) in idle.OrderByDescending(one => one.Idle).Take(Math.Max(1, most / 4)).ToList())
        {
            place.Close();
        }
    }
}
