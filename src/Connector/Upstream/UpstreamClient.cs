using System.Net;

namespace Connector.Upstream;

/// <summary>Sends requests to an app with its key and headers, and turns every failure into a <see cref="ConnectorException"/>.</summary>
/// <param name="http">The client, without a timeout of its own.</param>
/// <param name="time">The clock.</param>
public sealed class UpstreamClient(HttpClient http, TimeProvider time)
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

    /// <summary>Sends a request and returns the successful answer once its headers are there; the body is still on its way.</summary>
    internal async Task<HttpResponseMessage> SendAsync(
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
