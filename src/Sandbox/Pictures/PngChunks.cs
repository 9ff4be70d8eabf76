using System.Buffers.Binary;

namespace Connector.Sandbox.Pictures;

/// <summary>Writes the chunks of a PNG: length, name, data, checksum.</summary>
internal static class PngChunks
{
    public static void Write(Stream destination, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        destination.Write(number);
        destination.Write(name);
        destination.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(name, data));
        destination.Write(number);
    }
}
