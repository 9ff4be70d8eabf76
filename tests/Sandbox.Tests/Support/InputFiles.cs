using System.Buffers.Binary;
using Connector.Testing;

namespace Connector.Sandbox.Tests.Support;

/// <summary>Small files of any size: a PNG is black, a WAV is silent.</summary>
internal static class InputFiles
{
    public static byte[] Png(int width, int height) => TestPng.CreatePlain(width, height);

    /// <summary>A WAV at the rate of one byte a second.</summary>
    public static byte[] Wav(int seconds)
    {
        byte[] file = [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 8, 0, .. "data"u8, 0, 0, 0, 0, .. new byte[seconds]];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), seconds);
        return file;
    }
}
