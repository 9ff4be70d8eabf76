using System.Collections.Concurrent;

namespace Connector.Api.Endpoints;

/// <summary>
/// Documents that say the same at every request but for the address they were asked at. A few are kept, for writing one takes a tenth of
/// a second; an address is what a caller says it is, so no more than that.
/// </summary>
/// <param name="write">Writes the document for an address.</param>
internal sealed class KeptDocuments(Func<Uri, byte[]> write)
{
    private const int Most = 8;

    private readonly ConcurrentDictionary<Uri, Lazy<byte[]>> _kept = new();

    /// <summary>The document for an address.</summary>
    public byte[] For(Uri address) =>
        _kept.TryGetValue(address, out var kept) ? kept.Value
        : _kept.Count < Most ? _kept.GetOrAdd(address, one => new Lazy<byte[]>(() => write(one))).Value
        : write(address);
}
