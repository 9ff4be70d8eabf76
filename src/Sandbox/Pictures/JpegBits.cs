namespace Connector.Sandbox.Pictures;

/// <summary>Writes the bits of a JPEG scan, the highest first; a byte of ones is followed by a zero, so that it is no marker.</summary>
internal sealed class JpegBits(Stream destination)
{
    private uint _pending;
    private int _count;

    public void Write(int value, int length)
    {
        _pending = (_pending << length) | ((uint)value & ((1u << length) - 1));
        _count += length;
        while (_count >= 8)
        {
            _count -= 8;
            var next = (byte)(_pending >> _count);
            destination.WriteByte(next);
            if (next == 0xFF)
            {
                destination.WriteByte(0);
            }
        }
    }

    /// <summary>Fills the last byte with ones.</summary>
    public void Finish()
    {
        if (_count > 0)
        {
            Write(0x7F, 8 - _count);
        }
    }
}
