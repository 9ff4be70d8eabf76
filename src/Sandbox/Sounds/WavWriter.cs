using System.Buffers.Binary;

namespace Connector.Sandbox.Sounds;

/// <summary>Writes a melody as WAV: one channel, 16 bits, 8 kHz, so that three minutes stay at three megabytes.</summary>
internal static class WavWriter
{
    private const int SampleRate = 8_000;
    private const int BytesPerSample = 2;
    private const double Loudness = 0.25 * short.MaxValue;

    public static void Write(Melody melody, double seconds, Stream destination)
    {
        var count = (int)(seconds * SampleRate);
        WriteHeader(count * BytesPerSample, destination);
        var samples = new byte[count * BytesPerSample];
        var phase = 0.0;
        for (var i = 0; i < count; i++)
        {
            phase += (melody.LineAt(i / (double)SampleRate) + 0.5) * Melody.LineHertz / SampleRate;
            phase -= Math.Floor(phase);
            BinaryPrimitives.WriteInt16LittleEndian(samples.AsSpan(i * BytesPerSample), (short)(Loudness * Wave(phase)));
        }

        destination.Write(samples);
    }

    /// <summary>Two parabolas, which are nearly a sine and are rounded alike everywhere.</summary>
    private static double Wave(double phase)
    {
        var half = phase < 0.5 ? phase : phase - 0.5;
        var bow = 16 * half * (0.5 - half);
        return phase < 0.5 ? bow : -bow;
    }

    private static void WriteHeader(int length, Stream destination)
    {
        Span<byte> header = stackalloc byte[44];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], 36 + length);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1); // samples as they are
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1); // one channel
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], SampleRate * BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 8 * BytesPerSample);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], length);
        destination.Write(header);
    }
}
