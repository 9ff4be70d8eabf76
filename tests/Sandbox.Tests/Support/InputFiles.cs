using System.Buffers.Binary;

namespace Connector.Sandbox.Tests.Support;

/// <summary>Files of which only the headers are real: the sandbox looks no further.</summary>
internal static class InputFiles
{
    public static byte[] Png(int width, int height)
    {
        byte[] file = [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
        return file;
    }

    /// <summary>A WAV at the rate of one byte a second.</summary>
    public static byte[] Wav(int seconds)
    {
        byte[] file = [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 8, 0, .. "data"u8, 0, 0, 0, 0, .. new byte[seconds]];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), seconds);
        return file;
    }
}
