namespace Connector.Sandbox.Pictures;

/// <summary>A Huffman code of a VP8L chunk, made for the symbols that occur.</summary>
internal sealed class WebpCode
{
    private const int LongestCode = 15;
    private const int LongestLengthCode = 7;
    private const int LengthSymbols = 19;

    private readonly int[] _lengths;
    private readonly int[] _codes;
    private readonly int _used;

    private WebpCode(int[] lengths)
    {
        _lengths = lengths;
        _used = lengths.Count(length => length > 0);
        _codes = Codes(lengths);
    }

    /// <summary>The order in which the lengths of the code for lengths are written.</summary>
    private static ReadOnlySpan<byte> LengthOrder => [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    public static WebpCode Of(ReadOnlySpan<byte> symbols, int alphabet)
    {
        var counts = new int[alphabet];
        foreach (var symbol in symbols)
        {
            counts[symbol]++;
        }

        return new WebpCode(HuffmanLengths.Of(counts, LongestCode));
    }

    /// <summary>A code of one symbol, which takes no bits.</summary>
    public static void WriteSingle(int symbol, WebpBits bits)
    {
        bits.Write(1, 1); // a simple code
        bits.Write(0, 1); // of one symbol
        bits.Write(1, 1); // of eight bits
        bits.Write(symbol, 8);
    }

    public void Write(int symbol, WebpBits bits)
    {
        if (_used > 1)
        {
            bits.Write(_codes[symbol], _lengths[symbol]);
        }
    }

    public void WriteTable(WebpBits bits)
    {
        if (_used < 2)
        {
            WriteSingle(Math.Max(0, Array.FindIndex(_lengths, length => length > 0)), bits);
            return;
        }

        var counts = new int[LengthSymbols];
        foreach (var length in _lengths)
        {
            counts[length]++;
        }

        var lengthCode = new WebpCode(HuffmanLengths.Of(counts, LongestLengthCode));
        bits.Write(0, 1); // no simple code
        bits.Write(LengthSymbols - 4, 4);
        foreach (var symbol in LengthOrder)
        {
            bits.Write(lengthCode._lengths[symbol], 3);
        }

        bits.Write(0, 1); // the lengths of all symbols follow
        foreach (var length in _lengths)
        {
            lengthCode.Write(length, bits);
        }
    }

    /// <summary>Canonical codes, reversed because the lowest bit is written first.</summary>
    private static int[] Codes(int[] lengths)
    {
        var codes = new int[lengths.Length];
        var code = 0;
        for (var length = 1; length <= LongestCode; length++)
        {
            for (var symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length)
                {
                    codes[symbol] = Reversed(code++, length);
                }
            }

            code <<= 1;
        }

        return codes;
    }

    private static int Reversed(int code, int length)
    {
        var reversed = 0;
        for (var bit = 0; bit < length; bit++)
        {
            reversed = (reversed << 1) | ((code >> bit) & 1);
        }

        return reversed;
    }
}
