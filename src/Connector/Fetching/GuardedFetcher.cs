using System.Globalization;
using System.Net;
using Connector.Failures;

namespace Connector.Fetching;

/// <summary>
/// Opens files by https URLs that callers give, so that such a URL reaches nothing but the public internet: no address of our
/// own network, no metadata service, no endless or enormous answer, and none of our credentials with it.
/// </summary>
public sealed class GuardedFetcher : IDisposable
{
    private const int MostRedirects = 5;

    private readonly FetchLimits _limits;
    private readonly TimeProvider _time;
    private readonly UrlPolicy _policy;
    private readonly HttpMessageInvoker _http;

    /// <summary>Creates a fetcher; one serves the whole process.</summary>
    /// <param name="limits">What a fetch may use.</param>
    /// <param name="time">The clock.</param>
    public GuardedFetcher(FetchLimits limits, TimeProvider time)
        : this(limits, time, new FetchNetwork())
    {
    }

    internal GuardedFetcher(FetchLimits limits, TimeProvider time, FetchNetwork network)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _limits = limits;
        _time = time;
        _policy = new UrlPolicy(limits.Ports);
        _http = new HttpMessageInvoker(GuardedHandler.Create(limits.Time, network));
    }

    /// <summary>Opens a URL's file once its headers are there; the bytes are still on their way.</summary>
    /// <param name="url">An https URL.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="ConnectorException">
    /// <c>url_refused</c>, <c>url_unreachable</c>, <c>url_too_large</c> or <c>url_timeout</c>, all with status 400.
    /// </exception>
    public async Task<FetchedContent> OpenAsync(Uri url, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        var deadline = new CancellationTokenSource(_limits.Time, _time);
        HttpResponseMessage? response = null;
        try
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            response = await FollowAsync(url, both.Token);
            if (response.Content.Headers.ContentLength > _limits.Bytes)
            {
                throw FetchFailures.TooLarge(url, _limits);
            }

            var body = await response.Content.ReadAsStreamAsync(both.Token);
            return new FetchedContent(response, new FetchedStream(body, url, _limits, deadline.Token), deadline);
        }
        catch (Exception exception)
        {
            response?.Dispose();
            deadline.Dispose();
            if (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw FetchFailures.TimedOut(url, _limits, exception);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Asks for the URL and for what it redirects to, each checked like the first.</summary>
    private async Task<HttpResponseMessage> FollowAsync(Uri url, CancellationToken cancellationToken)
    {
        var current = url;
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            // No more is told of a redirect's target than what is wrong with it: see FetchFailures.
            var whose = redirects == 0 ? "" : "the URL it redirects to fails: ";
            if (_policy.Objection(current) is { } objection)
            {
                throw FetchFailures.Refused(url, whose + objection);
            }

            var response = await SendAsync(url, current, whose, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return response;
            }

            using (response)
            {
                current = Target(url, current, response);
            }
        }

        throw FetchFailures.Refused(url, string.Create(CultureInfo.InvariantCulture, $"it redirects more than {MostRedirects} times"));
    }

    private async Task<HttpResponseMessage> SendAsync(Uri url, Uri current, string whose, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, current);
        request.Headers.TryAddWithoutValidation("Accept", "image/*");

        // Some picture hosts turn away whoever does not say what it is.
        request.Headers.TryAddWithoutValidation("User-Agent", "Connector (image input)");
        try
        {
            return await _http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.InnerException is AddressRefusedException)
        {
            throw FetchFailures.Refused(url, whose + "its host is not on the public internet");
        }
        catch (HttpRequestException exception)
        {
            throw FetchFailures.Unreachable(url, whose + Reason(exception.HttpRequestError), exception);
        }
    }

    private static Uri Target(Uri url, Uri current, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status is not (301 or 302 or 303 or 307 or 308))
        {
            throw FetchFailures.Unreachable(url, string.Create(CultureInfo.InvariantCulture, $"its server answered with status {status}"));
        }

        // The header as it was sent: its parsed form takes a path for a file on some systems.
        if (!response.Headers.NonValidated.TryGetValues("Location", out var locations) || locations.Count != 1)
        {
            throw FetchFailures.Unreachable(url, "its server redirects without saying where to");
        }

        var location = locations.ToString();
        if (UrlPolicy.ObjectionToText(location) is not null || !Uri.TryCreate(current, location, out var target))
        {
            throw FetchFailures.Refused(url, "it redirects to something that is not a URL");
        }

        return target;
    }

    private static string Reason(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "its host is not known",
        HttpRequestError.ConnectionError => "its host cannot be connected to",
        HttpRequestError.SecureConnectionError => "its certificate or encryption is not accepted",
        HttpRequestError.ConfigurationLimitExceeded => "its server sends too many headers",
        _ => "its server does not speak proper HTTP",
    };
}
