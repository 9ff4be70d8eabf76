namespace Connector.Sandbox.Pictures;

/// <summary>Collects the bits of a VP8L chunk, the lowest first.</summary>
internal sealed class WebpBits
{
    private readonly List<byte> _bytes = [];
    private ulong _pending;
    private int _count;

    public void Write(int value, int length)
    {
        _pending |= (ulong)(uint)value << _count;
        _count += length;
        while (_count >= 8)
        {
            _bytes.Add((byte)_pending);
            _pending >>= 8;
            _count -= 8;
        }
    }

    public byte[] ToArray()
    {
        if (_count > 0)
        {
            Write(0, 8 - _count);
        }

        return [.. _bytes];
    }
}
