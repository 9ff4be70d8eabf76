using System.Security.Cryptography;

namespace Connector.Output;

/// <summary>Learns what a medium is while it streams by, so that nobody reads it a second time.</summary>
internal sealed class MediaInspector : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _head = new byte[MediaFormat.SignatureBytes];
    private readonly PngScanner _png = new();
    private int _headLength;

    /// <summary>The bytes seen.</summary>
    public long Bytes { get; private set; }

    /// <summary>The format the first bytes tell.</summary>
    public MediaFormat Format => MediaFormat.Detect(_head.AsSpan(0, _headLength));

    /// <summary>The size in pixels, when the header tells it.</summary>
    public (int Width, int Height)? Size => Format == MediaFormat.Png ? _png.Size : null;

    /// <summary>Whether the medium ends where its format says it should; formats that are not followed count as whole.</summary>
    public bool IsWhole => Format != MediaFormat.Png || _png.IsComplete;

    /// <summary>The SHA-256 of the bytes seen since the last call, in lower-case hex.</summary>
    public string TakeSha256() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        var taken = Math.Min(_head.Length - _headLength, bytes.Length);
        bytes[..taken].CopyTo(_head.AsSpan(_headLength));
        _headLength += taken;
        _png.Append(bytes);
        Bytes += bytes.Length;
    }

    public void Dispose() => _hash.Dispose();
}
