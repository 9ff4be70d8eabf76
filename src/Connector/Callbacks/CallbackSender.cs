using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Connector.Failures;
using Connector.Fetching;
using Connector.Settings;

namespace Connector.Callbacks;

/// <summary>Sends signed messages to addresses that callers have named, through the guard that their files come through.</summary>
public sealed class CallbackSender : IDisposable
{
    /// <summary>How long a receiver has to answer. Standard Webhooks: "a timeout of 15 to 30 seconds".</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>How much of an answer is read: a sentence says what is wrong.</summary>
    private const int MostBytes = 2048;

    private readonly CallbackOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    /// <summary>Creates a sender; one serves the whole process.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    public CallbackSender(ConnectorOptions options, TimeProvider time)
        : this(options, time, new FetchNetwork())
    {
    }

    internal CallbackSender(ConnectorOptions options, TimeProvider time, FetchNetwork network)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time) = (options.Callbacks, time);
        _http = new HttpMessageInvoker(GuardedHandler.Create(Patience, network, IsTrusted));
    }

    /// <summary>Whether there is a key to sign with: without one nothing is sent.</summary>
    internal bool CanSign => _options.Secret is not null;

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Sends a message once.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="body">The body.</param>
    /// <param name="contentType">What it is.</param>
    /// <param name="cancellationToken">Stops it; whether it was received is not known then.</param>
    internal async Task<DeliveryReply> SendAsync(Uri url, string id, byte[] body, string contentType, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.TryAddWithoutValidation("User-Agent", "Connector (callback)");
        var seconds = now.ToUnixTimeSeconds();
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimeHeader, seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Of(_options.Secret!, id, seconds, body));
        using var limit = new CancellationTokenSource(Patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var response = await _http.SendAsync(request, both.Token);
            var wait = response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - now : null;
            return new DeliveryReply(now, (int)response.StatusCode, await WordsAsync(response, both.Token), wait);
        }
        catch (HttpRequestException failure)
        {
            return new DeliveryReply(now, Status: null, failure.InnerException is AddressRefusedException ? "Its host is not on the public internet." : Reason(failure));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryReply(now, Status: null, string.Create(CultureInfo.InvariantCulture, $"It did not answer within {Patience.TotalSeconds:0} seconds."));
        }
    }

    private static string Reason(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "Its host has no address.",
        HttpRequestError.ConnectionError => "It cannot be connected to.",
        HttpRequestError.SecureConnectionError => "Its certificate, or the way it encrypts, is not trusted.",
        _ => "The connection broke off.",
    };

    /// <summary>The first words of an answer that is no success.</summary>
    private static async Task<string?> WordsAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return null;
        }

        if ((int)response.StatusCode is >= 300 and < 400)
        {
            return "It redirects, which is not followed: give the address that it leads to.";
        }

        try
        {
            await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[MostBytes];
            var read = await content.ReadAtLeastAsync(buffer, MostBytes, throwOnEndOfStream: false, cancellationToken);
            return InputText.Shorten(Encoding.UTF8.GetString(buffer, 0, read)) is { Length: > 0 } words ? words : null;
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            return null;
        }
    }

    private bool IsTrusted(DnsEndPoint target) => _options.Allows(target.Host, target.Port);
}
