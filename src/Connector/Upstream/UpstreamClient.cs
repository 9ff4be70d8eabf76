using System.Net;
using System.Text;
using System.Text.Json;
using Connector.Declaration;
using Connector.Failures;
using Connector.Settings;
using Connector.Telemetry;
using Connector.Upstream.Pacing;
using Polly;

namespace Connector.Upstream;

/// <summary>
/// Sends requests to an app with its key and headers, at the pace upstream allows and again where that is safe, and turns every
/// failure into a <see cref="ConnectorException"/>.
/// </summary>
public sealed class UpstreamClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly UpstreamLimits _limits;
    private readonly ConnectorTelemetry _telemetry;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _retryReads;
    private readonly ResiliencePipeline _retryPaid;

    private readonly KeyPaces _paces;

    /// <summary>Creates a client; one serves the whole process.</summary>
    /// <param name="limits">How long and how often.</param>
    /// <param name="paces">How fast, key by key.</param>
    /// <param name="telemetry">Watches the calls.</param>
    /// <param name="time">The clock.</param>
    public UpstreamClient(UpstreamLimits limits, KeyPaces paces, ConnectorTelemetry telemetry, TimeProvider time)
        : this(new HttpClient(CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan }, limits, paces, telemetry, time)
    {
    }

    /// <summary>The same over an HTTP client, which must have no timeout of its own.</summary>
    internal UpstreamClient(HttpClient http, UpstreamLimits limits, KeyPaces paces, ConnectorTelemetry telemetry, TimeProvider time)
    {
        (_http, _limits, _paces, _telemetry, _time) = (http, limits, paces, telemetry, time);
        (_retryReads, _retryPaid) = (RetryRules.Create(limits, time, reads: true), RetryRules.Create(limits, time, reads: false));
    }

    /// <summary>A handler fit for the purpose: no cookies, and no redirects that would carry the key elsewhere.</summary>
    private static SocketsHttpHandler CreateHandler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,

        // Our trace ids are no business of a third party.
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Runs a call with all that belongs to it within the time limit.</summary>
    /// <exception cref="ConnectorException"><c>upstream_timeout</c> (504).</exception>
    internal async Task<T> WithinLimitAsync<T>(ConnectorApp app, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var limit = new CallLimit(_limits.Timeout, _time);
        return await WithinAsync(limit, app, call, cancellationToken);
    }

    /// <summary>The same, for one call, which may have it held up.</summary>
    internal async Task<T> WithinLimitAsync<T>(UpstreamCall call, Func<CancellationToken, Task<T>> send, CancellationToken cancellationToken)
    {
        using var limit = new CallLimit(_limits.Timeout, _time);
        call.Limit = limit;
        return await WithinAsync(limit, call.Connection.App, send, cancellationToken);
    }

    private async Task<T> WithinAsync<T>(CallLimit limit, ConnectorApp app, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await call(both.Token);
        }
        catch (OperationCanceledException exception) when (limit.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw UpstreamFailures.TimedOut(app, _limits.Timeout, exception);
        }
    }

    /// <summary>Reads what a path answers to a GET as JSON.</summary>
    internal Task<JsonElement> GetJsonAsync(AppConnection connection, string path, CancellationToken cancellationToken)
    {
        var call = new UpstreamCall(connection, HttpMethod.Get, _ =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, RequestEncoder.Combine(connection.BaseUrl, path));
            request.Headers.Accept.ParseAdd("application/json");
            return Task.FromResult(request);
        })
        {
            Template = () => path,
        };
        return SendAsync(call, (response, token) => JsonAnswerReader.ReadJsonAsync(response, connection, token), cancellationToken);
    }

    /// <summary>Sends a call and reads its successful answer, each again where that is safe.</summary>
    /// <param name="call">The call; it remembers whether it may have been accepted.</param>
    /// <param name="read">Reads the answer: its headers are there, its body is on its way.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<T> SendAsync<T>(
        UpstreamCall call, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        call.Tries = 0;
        return await (call.IsRead ? _retryReads : _retryPaid).ExecuteAsync(
            async token =>
            {
                var key = call.Connection.RequireApiKey();
                var pace = _paces.Of(call.Connection);

                // Encoded after the wait: a call in the queue holds no file open.
                var turn = await WaitAsync(call, pace, token);
                using var given = turn;
                using var request = await call.EncodeAsync(token);
                request.RequestUri = call.Connection.WithQuery(request.RequestUri!);
                request.Headers.TryAddWithoutValidation(call.Connection.KeyPlacement.Header, call.Connection.KeyPlacement.Prefix + key);
                foreach (var (name, value) in call.Connection.Headers)
                {
                    request.Headers.TryAddWithoutValidation(name, value);
                }

                // Last of all: a call that is still in the queue when its process dies has not been sent.
                await call.PrepareAsync(token);
                while (!turn.TryUse())
                {
                    // The key has begun to rest, or the instance has lost its share, while all this was done.
                    turn = await WaitAsync(call, pace, token);
                }

                using var response = await _telemetry.RecordAsync(call.Connection, call.Method, call.Template, call.Tries, () => TryAsync(call, request, pace, token));
                return await read(response, token);
            },
            cancellationToken);
    }

    private static Task<Turn> WaitAsync(UpstreamCall call, KeyPace pace, CancellationToken cancellationToken)
    {
        return call is { IsBackground: true, Limit: { } limit } ? limit.HoldUpAsync(WaitAsync) : WaitAsync();

        Task<Turn> WaitAsync() => pace.WaitAsync(call.Connection.App, call.IsBackground, cancellationToken);
    }

    private async Task<HttpResponseMessage> TryAsync(UpstreamCall call, HttpRequestMessage request, KeyPace pace, CancellationToken cancellationToken)
    {
        call.Tries++;
        call.MayBeAccepted = true;
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException exception) when (NeverConnected(exception.HttpRequestError))
        {
            call.MayBeAccepted = false;
            throw UpstreamFailures.Unreachable(call.Connection, exception);
        }
        catch (HttpRequestException exception)
        {
            throw UpstreamFailures.CutShort(call.Connection.App, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The handler reports its own connect timeout this way.
            call.MayBeAccepted = false;
            throw UpstreamFailures.Unreachable(call.Connection, exception);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            call.MayBeAccepted = (int)response.StatusCode is < 400 or >= 500 && !RetryRules.TurnedAway(response);
            var failure = await UpstreamErrorReader.ReadAsync(response, call.Connection, _time, cancellationToken);
            if (failure is { Code: ErrorCodes.RateLimited, RetryAfter: { } rest })
            {
                pace.Rest(rest);
            }

            throw failure;
        }
    }

    /// <summary>Only these are certain: any other error, an unknown one too, may have come after the request had been read.</summary>
    private static bool NeverConnected(HttpRequestError error) => error
        is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;
}
