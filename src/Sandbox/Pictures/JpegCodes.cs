namespace Connector.Sandbox.Pictures;

/// <summary>A Huffman table of a JPEG: how many codes each length has, the symbols in the order of their codes, and the codes.</summary>
internal sealed class JpegCodes
{
    private readonly (int Code, int Length)[] _codes = new (int, int)[256];

    public JpegCodes(byte[] counts, byte[] symbols)
    {
        (Counts, Symbols) = (counts, symbols);
        var (code, next) = (0, 0);
        for (var length = 1; length <= counts.Length; length++)
        {
            for (var i = 0; i < counts[length - 1]; i++)
            {
                _codes[symbols[next++]] = (code++, length);
            }

            code <<= 1;
        }
    }

    public ReadOnlyMemory<byte> Counts { get; }

    public ReadOnlyMemory<byte> Symbols { get; }

    public (int Code, int Length) this[int symbol] => _codes[symbol];
}
