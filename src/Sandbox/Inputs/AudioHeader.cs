using System.Buffers.Binary;

namespace Connector.Sandbox.Inputs;

/// <summary>The format of an audio file and how long it plays.</summary>
internal sealed record AudioHeader(string FormatName, double Seconds)
{
    /// <summary>The header of a file, or null when it is neither WAV nor MP3.</summary>
    public static AudioHeader? Read(ReadOnlySpan<byte> file) => ReadWav(file) ?? ReadMp3(file);

    private static AudioHeader? ReadWav(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12 || !file.StartsWith("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8))
        {
            return null;
        }

        var bytesPerSecond = 0u;
        for (long at = 12; at + 8 <= file.Length;)
        {
            var chunk = file[(int)at..];
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk.StartsWith("fmt "u8) && chunk.Length >= 24)
            {
                bytesPerSecond = BinaryPrimitives.ReadUInt32LittleEndian(chunk[16..]);
            }
            else if (chunk.StartsWith("data"u8) && bytesPerSecond > 0)
            {
                // A writer that cannot seek leaves the length at its greatest.
                return new AudioHeader("wav", Math.Min(length, chunk.Length - 8) / (double)bytesPerSecond);
            }

            at += 8 + length + (length % 2);
        }

        return null;
    }

    private static AudioHeader? ReadMp3(ReadOnlySpan<byte> file)
    {
        var at = Mp3Frame.SkipTag(file);
        var seconds = 0.0;
        while (at < file.Length && Mp3Frame.Read(file[at..]) is { } frame)
        {
            seconds += frame.Seconds;
            at += frame.Bytes;
        }

        return seconds > 0 ? new AudioHeader("mp3", seconds) : null;
    }
}
