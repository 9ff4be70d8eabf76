using System.Buffers.Binary;

namespace Connector.Output;

/// <summary>Follows the chunks of a PNG as it streams by: reads the size from IHDR, and knows whether IEND has come.</summary>
internal sealed class PngScanner
{
    private const int ChunkHeaderBytes = 8;
    private const int ChecksumBytes = 4;

    /// <summary>Signature, IHDR's chunk header, width and height.</summary>
    private const int HeadBytes = 24;

    private readonly byte[] _head = new byte[HeadBytes];
    private int _headLength;
    private int _wanted = HeadBytes;
    private long _skip;

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The size in pixels; null before the header came, or when it is none.</summary>
    public (int Width, int Height)? Size { get; private set; }

    /// <summary>Whether the closing chunk has passed: the image is whole.</summary>
    public bool IsComplete { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !IsComplete)
        {
            if (_skip > 0)
            {
                var skipped = (int)Math.Min(_skip, bytes.Length);
                _skip -= skipped;
                bytes = bytes[skipped..];
                continue;
            }

            var taken = Math.Min(_wanted - _headLength, bytes.Length);
            bytes[..taken].CopyTo(_head.AsSpan(_headLength));
            _headLength += taken;
            bytes = bytes[taken..];
            if (_headLength == _wanted)
            {
                Accept(_head.AsSpan(0, _headLength));
                _headLength = 0;
                _wanted = ChunkHeaderBytes;
            }
        }

    }

    private void Accept(ReadOnlySpan<byte> head)
    {
        var isFirst = head.Length == HeadBytes;
        var chunk = isFirst ? head[Signature.Length..] : head;
        var length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
        if (isFirst && chunk[4..].StartsWith("IHDR"u8))
        {
            Size = (BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..]));
        }

        IsComplete = chunk[4..].StartsWith("IEND"u8);
        _skip = IsComplete ? 0 : length + ChecksumBytes - (isFirst ? HeadBytes - Signature.Length - ChunkHeaderBytes : 0);
    }
}
