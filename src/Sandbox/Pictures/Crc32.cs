namespace Connector.Sandbox.Pictures;

/// <summary>The checksum of PNG chunks (ISO 3309, polynomial 0xEDB88320), a byte at a time.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = Enumerable.Range(0, 256).Select(Entry).ToArray();

    public static uint Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => ~Continue(Continue(uint.MaxValue, first), second);

    private static uint Continue(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var next in bytes)
        {
            crc = Table[(crc ^ next) & 255] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint Entry(int index)
    {
        var entry = (uint)index;
        for (var bit = 0; bit < 8; bit++)
        {
            entry = (entry & 1) == 0 ? entry >> 1 : (entry >> 1) ^ 0xEDB88320;
        }

        return entry;
    }
}
