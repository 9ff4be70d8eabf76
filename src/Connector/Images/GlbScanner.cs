using System.Buffers.Binary;
using System.Globalization;

namespace Connector.Images;

/// <summary>GLB: a head that tells version and length of the whole file, and chunks, the first of which is the scene as JSON.</summary>
internal sealed class GlbScanner : FormatScanner
{
    /// <summary>glTF, version, length, and the length and type of the first chunk.</summary>
    private const int HeadBytes = 20;

    public GlbScanner() => Read(HeadBytes);

    protected override void Accept(ReadOnlySpan<byte> field)
    {
        var version = BinaryPrimitives.ReadUInt32LittleEndian(field[4..]);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(field[8..]);
        var scene = BinaryPrimitives.ReadUInt32LittleEndian(field[12..]);
        if (version != 2)
        {
            Break(string.Create(CultureInfo.InvariantCulture, $"it says to be version {version} of glTF, and binary files are of version 2"));
        }
        else if (!field[16..].SequenceEqual("JSON"u8) || scene == 0 || HeadBytes + (long)scene > length)
        {
            Break("it does not begin with the scene that every GLB has");
        }
        else
        {
            EndAfter(length - HeadBytes);
        }
    }
}
