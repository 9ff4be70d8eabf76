using Connector.Settings;

namespace Connector.Upstream;

/// <summary>One call with all its retries.</summary>
/// <param name="connection">How the app is reached.</param>
/// <param name="method">The HTTP method.</param>
/// <param name="encode">Writes the request; once for each try, because sending reads its body to the end.</param>
/// <param name="beforeSending">What has to be done before each try; null for nothing.</param>
internal sealed class UpstreamCall(
    AppConnection connection, HttpMethod method, Func<CancellationToken, Task<HttpRequestMessage>> encode, Func<CancellationToken, Task>? beforeSending = null)
{
    public AppConnection Connection => connection;

    public HttpMethod Method => method;

    /// <summary>Whether it only reads: a GET costs nothing and may be sent as often as one likes.</summary>
    public bool IsRead => method == HttpMethod.Get;

    /// <summary>Whether nobody waits for it: then it lets other calls go first, and its time limit does not count while it waits for its turn.</summary>
    public bool IsBackground { get; init; }

    /// <summary>Tells its path with names in the place of values; of a call whose path is written out it is that.</summary>
    public required Func<string> Template { get; init; }

    /// <summary>Its time limit, once that counts.</summary>
    public CallLimit? Limit { get; set; }

    /// <summary>How often it was sent without an answer to read; another look at a job's result counts anew.</summary>
    public int Tries { get; set; }

    /// <summary>Whether upstream may have accepted it: false until it is sent, and again when upstream certainly did not.</summary>
    public bool MayBeAccepted { get; set; }

    public Task<HttpRequestMessage> EncodeAsync(CancellationToken cancellationToken) => encode(cancellationToken);

    public Task PrepareAsync(CancellationToken cancellationToken) => beforeSending?.Invoke(cancellationToken) ?? Task.CompletedTask;
}
