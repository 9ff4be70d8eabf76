namespace Connector.Sandbox.Sounds;

/// <summary>
/// Writes a melody as MP3 (MPEG 1, layer III, one channel, 48 kHz, 32 kbit/s): a frame of 24 ms holds a single spectrum line, so no
/// analysis is needed, and every frame stands alone.
/// </summary>
internal static class Mp3Writer
{
    private const int FrameBytes = 96;
    private const double FrameSeconds = 1152 / 48_000.0;
    private const int Granules = 2;

    /// <summary>The loudness of a value of one, in quarter powers of two around 210.</summary>
    private const int Gain = 202;

    public static void Write(Melody melody, double seconds, Stream destination)
    {
        Span<byte> frame = stackalloc byte[FrameBytes];
        var frames = (int)Math.Ceiling(seconds / FrameSeconds);
        for (var i = 0; i < frames; i++)
        {
            frame.Clear();
            var bits = new Mp3Bits(frame);
            WriteFrame(melody.LineAt(i * FrameSeconds), ref bits);
            destination.Write(frame);
        }
    }

    private static void WriteFrame(int line, ref Mp3Bits bits)
    {
        bits.Write(0xFFFB14C0, 32); // sync, MPEG 1, layer III, no checksum, 32 kbit/s, 48 kHz, one channel
        bits.Write(0, 9 + 5 + 4); // no bits of earlier frames, private, scale factors of each granule its own
        for (var granule = 0; granule < Granules; granule++)
        {
            WriteGranuleHeader(line, ref bits);
        }

        for (var granule = 0; granule < Granules; granule++)
        {
            WriteSpectrum(line, isNegative: granule > 0, ref bits);
        }
    }

    private static void WriteGranuleHeader(int line, ref Mp3Bits bits)
    {
        const int Table = 1;
        bits.Write((uint)LengthOf(line), 12);
        bits.Write((uint)Pairs(line), 9);
        bits.Write(Gain, 8);
        bits.Write(0, 4); // no scale factors
        bits.Write(0, 1); // a long window
        bits.Write(Table, 5);
        bits.Write(Table, 5);
        bits.Write(Table, 5);
        bits.Write(7, 4); // where the table of the second region begins, and of the third; all are the same
        bits.Write(7, 3);
        bits.Write(0, 1 + 1 + 1);
    }

    private static int Pairs(int line) => (line / 2) + 1;

    /// <summary>A bit for each empty pair, and code and sign of the pair with the line.</summary>
    private static int LengthOf(int line) => Pairs(line) - 1 + (line % 2 == 0 ? 3 : 4);

    /// <summary>In table 1 of the standard, 00 is 1, 10 is 01 and 01 is 001.</summary>
    private static void WriteSpectrum(int line, bool isNegative, ref Mp3Bits bits)
    {
        for (var pair = 0; pair < Pairs(line) - 1; pair++)
        {
            bits.Write(1, 1);
        }

        bits.Write(1, line % 2 == 0 ? 2 : 3);
        bits.Write(isNegative ? 1u : 0, 1);
    }
}
