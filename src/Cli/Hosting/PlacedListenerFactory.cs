using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Connector.Cli.Hosting;

/// <summary>Kestrel's sockets, which accept only as many connections as there are places.</summary>
/// <param name="options">The options of the sockets.</param>
/// <param name="loggers">The log.</param>
/// <param name="places">The places.</param>
internal sealed class PlacedListenerFactory(IOptions<SocketTransportOptions> options, ILoggerFactory loggers, ConnectionPlaces places)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly SocketTransportFactory _sockets = new(options, loggers);

    /// <inheritdoc/>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new PlacedListener(await _sockets.BindAsync(endpoint, cancellationToken), places);

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => _sockets.CanBind(endpoint);
}
