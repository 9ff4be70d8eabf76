namespace Connector.Sandbox.Pictures;

/// <summary>Transforms, quantises and codes the blocks of one colour component.</summary>
internal sealed class JpegBlock
{
    private const int Side = 8;

    private readonly float[] _scales = new float[Side * Side];
    private readonly JpegCodes _dc;
    private readonly JpegCodes _ac;
    private readonly JpegBits _bits;
    private int _lastDc;

    public JpegBlock(byte[] quantisation, JpegCodes dc, JpegCodes ac, JpegBits bits)
    {
        // The transform leaves each coefficient larger by these factors (Arai, Agui and Nakajima), which the division takes out.
        ReadOnlySpan<float> factors = [1f, 1.387039845f, 1.306562965f, 1.175875602f, 1f, 0.785694958f, 0.541196100f, 0.275899379f];
        (_dc, _ac, _bits) = (dc, ac, bits);
        for (var i = 0; i < _scales.Length; i++)
        {
            _scales[i] = 1 / (quantisation[i] * factors[i / Side] * factors[i % Side] * Side);
        }
    }

    /// <summary>Codes a block of samples from -128 to 127; the block is overwritten.</summary>
    public void Write(Span<float> block)
    {
        for (var row = 0; row < Side; row++)
        {
            Transform(block[(row * Side)..], 1);
        }

        for (var column = 0; column < Side; column++)
        {
            Transform(block[column..], Side);
        }

        Span<int> coefficients = stackalloc int[Side * Side];
        for (var i = 0; i < coefficients.Length; i++)
        {
            var at = JpegTables.ZigZag[i];
            coefficients[i] = (int)MathF.Round(block[at] * _scales[at]);
        }

        WriteCoefficients(coefficients);
    }

    private void WriteCoefficients(ReadOnlySpan<int> coefficients)
    {
        WriteValue(_dc, 0, coefficients[0] - _lastDc);
        _lastDc = coefficients[0];
        var zeros = 0;
        foreach (var value in coefficients[1..])
        {
            if (value == 0)
            {
                zeros++;
                continue;
            }

            for (; zeros > 15; zeros -= 16)
            {
                WriteSymbol(_ac, 0xF0);
            }

            WriteValue(_ac, zeros, value);
            zeros = 0;
        }

        if (zeros > 0)
        {
            WriteSymbol(_ac, 0);
        }
    }

    /// <summary>The symbol tells the zeros before a value and its size in bits; negative values are written one less.</summary>
    private void WriteValue(JpegCodes codes, int zeros, int value)
    {
        var size = 32 - int.LeadingZeroCount(Math.Abs(value));
        WriteSymbol(codes, (zeros << 4) | size);
        if (size > 0)
        {
            _bits.Write(value < 0 ? value - 1 : value, size);
        }
    }

    private void WriteSymbol(JpegCodes codes, int symbol)
    {
        var (code, length) = codes[symbol];
        _bits.Write(code, length);
    }

    /// <summary>The cosine transform of eight samples, in five multiplications.</summary>
    private static void Transform(Span<float> samples, int step)
    {
        ref var s0 = ref samples[0];
        ref var s1 = ref samples[step];
        ref var s2 = ref samples[2 * step];
        ref var s3 = ref samples[3 * step];
        ref var s4 = ref samples[4 * step];
        ref var s5 = ref samples[5 * step];
        ref var s6 = ref samples[6 * step];
        ref var s7 = ref samples[7 * step];
        var (sum07, sum16, sum25, sum34) = (s0 + s7, s1 + s6, s2 + s5, s3 + s4);
        var (gap07, gap16, gap25, gap34) = (s0 - s7, s1 - s6, s2 - s5, s3 - s4);

        var (even10, even13, even11, even12) = (sum07 + sum34, sum07 - sum34, sum16 + sum25, sum16 - sum25);
        s0 = even10 + even11;
        s4 = even10 - even11;
        var turned = (even12 + even13) * 0.707106781f;
        s2 = even13 + turned;
        s6 = even13 - turned;

        var (odd10, odd11, odd12) = (gap34 + gap25, gap25 + gap16, gap16 + gap07);
        var z5 = (odd10 - odd12) * 0.382683433f;
        var z2 = (0.541196100f * odd10) + z5;
        var z4 = (1.306562965f * odd12) + z5;
        var z3 = odd11 * 0.707106781f;
        var (z11, z13) = (gap07 + z3, gap07 - z3);
        s5 = z13 + z2;
        s3 = z13 - z2;
        s1 = z11 + z4;
        s7 = z11 - z4;
    }
}
