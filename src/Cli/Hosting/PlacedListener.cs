using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Connector.Cli.Hosting;

/// <summary>A listener that accepts a connection only when there is a place for it.</summary>
/// <param name="inner">The listener.</param>
/// <param name="places">The places.</param>
internal sealed class PlacedListener(IConnectionListener inner, ConnectionPlaces places) : IConnectionListener
{
    private readonly CancellationTokenSource _unbound = new();

    /// <inheritdoc/>
    public EndPoint EndPoint => inner.EndPoint;

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _unbound.Token);
        try
        {
            await places.TakeAsync(stop.Token);
        }
        catch (OperationCanceledException) when (_unbound.IsCancellationRequested)
        {
            return null;
        }

        ConnectionContext? connection = null;
        try
        {
            return connection = await inner.AcceptAsync(cancellationToken);
        }
        finally
        {
            if (connection is null)
            {
                places.GiveBack();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        await _unbound.CancelAsync();
        await inner.UnbindAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        _unbound.Dispose();
    }
}
