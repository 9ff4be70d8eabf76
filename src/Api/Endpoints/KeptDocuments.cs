using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Connector.Api.Http;

namespace Connector.Api.Endpoints;

/// <summary>
/// A document that says the same at every request but for the address it was asked at. Writing one takes a tenth of a second, so those
/// of a few addresses are kept; an address is what a caller says it is, so no more than that.
/// </summary>
/// <param name="write">Writes the document for an address.</param>
internal sealed class KeptDocuments(Func<Uri, JsonNode> write)
{
    private const int Most = 8;

    private readonly ConcurrentDictionary<Uri, Lazy<byte[]>> _kept = new();

    /// <summary>Answers with the document for an address.</summary>
    public Task WriteAsync(HttpContext context, Uri address) =>
        JsonAnswer.WriteAsync(context, _kept.TryGetValue(address, out var kept) ? kept.Value : Write(address), "application/json");

    private byte[] Write(Uri address) => _kept.Count < Most
        ? _kept.GetOrAdd(address, one => new Lazy<byte[]>(() => JsonAnswer.Bytes(write(one)))).Value
        : JsonAnswer.Bytes(write(address));
}
