using System.Net.Sockets;

namespace Connector.FunctionsHost;

/// <summary>
/// Sends requests to the own server of one worker. The worker says where it is a moment before it listens, and nothing tells when
/// it does, so that a refused connection is tried again until there has been one, as the host does.
/// </summary>
internal sealed class WorkerClient : IDisposable
{
    private const int Tries = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private volatile bool _listens;

    public WorkerClient() => Invoker = new HttpMessageInvoker(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = async (context, cancellationToken) => await ConnectAsync(context, cancellationToken),
    });

    public HttpMessageInvoker Invoker { get; }

    public void Dispose() => Invoker.Dispose();

    private async Task<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        for (var left = Tries; ; left--)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                _listens = true;
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused && !_listens && left > 0)
            {
                socket.Dispose();
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
