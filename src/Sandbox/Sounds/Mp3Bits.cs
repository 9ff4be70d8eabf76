namespace Connector.Sandbox.Sounds;

/// <summary>Writes bits into a cleared frame, the highest first.</summary>
internal ref struct Mp3Bits(Span<byte> frame)
{
    private readonly Span<byte> _frame = frame;
    private int _at;

    public void Write(uint value, int length)
    {
        for (var bit = length - 1; bit >= 0; bit--, _at++)
        {
            _frame[_at / 8] |= (byte)(((value >> bit) & 1) << (7 - (_at % 8)));
        }
    }
}
