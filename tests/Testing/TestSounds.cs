using System.Buffers.Binary;

namespace Connector.Testing;

/// <summary>Makes sounds and models whose frames and heads are real; what is in them is not.</summary>
public static class TestSounds
{
    /// <summary>One of each kind, by a name with its extension.</summary>
    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        ["made.wav"] = TestWav.Create(seconds: 1),
        ["large.wav"] = Rf64(),
        ["made.mp3"] = Mp3(frames: 3),
        ["tagged.mp3"] = Tagged(Mp3(frames: 3)),
        ["made.aac"] = Aac(),
        ["tagged.aac"] = Tagged(Aac()),
        ["made.flac"] = Flac(),
        ["tagged.flac"] = Tagged(Flac()),
        ["made.glb"] = Glb(),
    };

    /// <summary>MPEG 1, layer III, 128 kbit/s, 44.1 kHz: frames of 417 bytes.</summary>
    public static byte[] Mp3(int frames) => [.. Enumerable.Repeat((byte[])[0xFF, 0xFB, 0x90, 0x64, .. new byte[413]], frames).SelectMany(frame => frame)];

    /// <summary>Frames of 64 bytes.</summary>
    public static byte[] Aac() => [.. Enumerable.Repeat((byte[])[0xFF, 0xF1, 0x50, 0x80, 64 >> 3, 0x1F, 0xFC, .. new byte[57]], 3).SelectMany(frame => frame)];

    /// <summary>A tag of ID3 with zeros in it and behind it, and a sound.</summary>
    public static byte[] Tagged(byte[] sound) => [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 50, .. new byte[50 + 5], .. sound];

    /// <summary>Facts, a block that is passed over, and two frames with their checksums.</summary>
    public static byte[] Flac() =>
    [
        .. "fLaC"u8, 0, 0, 0, 34, .. new byte[34], 0x84, 0, 0, 10, .. new byte[10],
        .. FlacFrame(1), .. FlacFrame(2),
    ];

    /// <summary>A scene and a mesh of nothing.</summary>
    public static byte[] Glb()
    {
        byte[] scene = [.. "{\"asset\":{\"version\":\"2.0\"}} "u8];
        byte[] mesh = new byte[16];
        return
        [
            .. "glTF"u8, .. Little(2), .. Little(12 + 8 + scene.Length + 8 + mesh.Length),
            .. Little(scene.Length), .. "JSON"u8, .. scene, .. Little(mesh.Length), .. "BIN\0"u8, .. mesh,
        ];
    }

    private static byte[] Rf64()
    {
        var wav = TestWav.Create(seconds: 1);
        byte[] lengths = [.. "ds64"u8, .. Little(28), .. Little(wav.Length), 0, 0, 0, 0, .. Little(wav.Length - 44), .. new byte[16]];
        return [.. "RF64"u8, 255, 255, 255, 255, .. "WAVE"u8, .. lengths, .. wav[12..40], 255, 255, 255, 255, .. wav[44..]];
    }

    private static byte[] FlacFrame(byte value)
    {
        byte[] frame = [0xFF, 0xF8, 0x69, 0x18, value, 1, 2, 3, 4, 5];
        var checksum = 0;
        foreach (var one in frame)
        {
            checksum ^= one << 8;
            for (var bit = 0; bit < 8; bit++)
            {
                checksum = (checksum << 1) ^ ((checksum & 0x8000) == 0 ? 0 : 0x18005);
            }
        }

        return [.. frame, (byte)(checksum >> 8), (byte)checksum];
    }

    private static byte[] Little(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
