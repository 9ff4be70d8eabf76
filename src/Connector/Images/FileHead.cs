namespace Connector.Images;

/// <summary>The first bytes of a file that streams by in any pieces.</summary>
/// <param name="mostBytes">How many are kept.</param>
internal sealed class FileHead(int mostBytes)
{
    private readonly byte[] _bytes = new byte[mostBytes];
    private int _length;

    /// <summary>Those that have come.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Whether all that are kept have come.</summary>
    public bool IsFull => _length == _bytes.Length;

    /// <summary>Takes what it lacks of the bytes that follow, and tells how many those were.</summary>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(_bytes.Length - _length, bytes.Length);
        bytes[..taken].CopyTo(_bytes.AsSpan(_length));
        _length += taken;
        return taken;
    }
}
