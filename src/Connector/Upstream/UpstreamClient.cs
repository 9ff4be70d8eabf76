using System.Net;
using System.Text.Json;
using Connector.Declaration;
using Connector.Telemetry;

namespace Connector.Upstream;

/// <summary>Sends requests to an app with its key and headers, and turns every failure into a <see cref="ConnectorException"/>.</summary>
/// <param name="http">The client, without a timeout of its own.</param>
/// <param name="limit">How long a call may take in all, the reading of its answer included.</param>
/// <param name="telemetry">Watches the calls.</param>
/// <param name="time">The clock.</param>
public sealed class UpstreamClient(HttpClient http, TimeSpan limit, ConnectorTelemetry telemetry, TimeProvider time)
{
    /// <summary>A handler fit for the purpose: no cookies, and no redirects that would carry the key elsewhere.</summary>
    public static HttpMessageHandler CreateHandler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,

        // Our trace ids are no business of a third party.
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <summary>Runs a call with all that belongs to it within the time limit.</summary>
    /// <exception cref="ConnectorException"><c>upstream_timeout</c> (504).</exception>
    internal async Task<T> WithinLimitAsync<T>(ConnectorApp app, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await call(both.Token);
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw UpstreamFailures.TimedOut(app, limit, exception);
        }
    }

    /// <summary>Reads what a path answers to a GET as JSON.</summary>
    internal async Task<JsonElement> GetJsonAsync(AppConnection connection, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, RequestEncoder.Combine(connection.BaseUrl, path));
        request.Headers.Accept.ParseAdd("application/json");
        using var response = await SendAsync(request, connection, cancellationToken);
        return await JsonAnswerReader.ReadJsonAsync(response, connection.App, cancellationToken);
    }

    /// <summary>Sends a request and returns the successful answer once its headers are there; the body is still on its way.</summary>
    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, AppConnection connection, CancellationToken cancellationToken) =>
        telemetry.RecordAsync(connection, request.Method, () => SendUnwatchedAsync(request, connection, cancellationToken));

    private async Task<HttpResponseMessage> SendUnwatchedAsync(
        HttpRequestMessage request, AppConnection connection, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + connection.RequireApiKey());
        foreach (var (name, value) in connection.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw exception.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse
                ? UpstreamFailures.CutShort(connection.App, exception)
                : UpstreamFailures.Unreachable(connection, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The handler reports its own connect timeout this way.
            throw UpstreamFailures.Unreachable(connection, exception);
        }

        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted)
        {
            return response;
        }

        using (response)
        {
            throw await UpstreamErrorReader.ReadAsync(response, connection, time, cancellationToken);
        }
    }
}
