using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Connector.Failures;
using Connector.Records;
using Connector.Settings;

namespace Connector.Upstream.Pacing;

/// <summary>The paces of all keys. By key, because upstream counts so: apps that share one share its pace.</summary>
/// <param name="options">The connections with their limits.</param>
/// <param name="store">What the instances share.</param>
/// <param name="time">The clock.</param>
public sealed class KeyPaces(ConnectorOptions options, IRecordStore store, TimeProvider time) : IAsyncDisposable, IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<KeyPace>> _paces = new(StringComparer.Ordinal);

    /// <summary>Leaves the shares to the other instances.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_paces.Values.Select(pace => pace.Value.DisposeAsync().AsTask()));

    /// <summary>Stops without a word to the others, for whom the shares run out.</summary>
    public void Dispose()
    {
        foreach (var pace in _paces.Values)
        {
            pace.Value.Close();
        }
    }

    /// <summary>The pace of a connection's key.</summary>
    /// <exception cref="ConnectorException"><c>missing_api_key</c> (401).</exception>
    internal KeyPace Of(AppConnection connection) =>
        _paces.GetOrAdd(connection.RequireApiKey(), key => new Lazy<KeyPace>(() => Create(key, connection))).Value;

    /// <summary>What the record is called: nobody who reads the store learns the key.</summary>
    internal static string IdOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("rate " + key)));

    private KeyPace Create(string key, AppConnection connection)
    {
        var limits = options.Connections.Values.Append(connection)
            .Where(other => other.ApiKey == key && other.CallsPer10Seconds > 0)
            .Select(other => other.CallsPer10Seconds)
            .ToList();
        return limits.Count == 0 ? new KeyPace(int.MaxValue, options.Upstream, time)
            : connection.IsSandbox ? new KeyPace(limits.Min(), options.Upstream, time)
            : new KeyPace(limits.Min(), options.Upstream, time, store, IdOf(key));
    }
}
