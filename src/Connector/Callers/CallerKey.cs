using System.Security.Cryptography;
using System.Text;

namespace Connector.Callers;

/// <summary>A key that lets somebody in. Only its hash is kept.</summary>
/// <param name="Sha256">SHA-256 of its UTF-8 bytes.</param>
/// <param name="Caller">Who shows it.</param>
public sealed record CallerKey(ReadOnlyMemory<byte> Sha256, Caller Caller)
{
    /// <summary>The hash of a key.</summary>
    /// <param name="key">The key.</param>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Whether a hash is that of the key, in a time that does not tell how much of it is.</summary>
    internal bool Is(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(Sha256.Span, hash);
}
