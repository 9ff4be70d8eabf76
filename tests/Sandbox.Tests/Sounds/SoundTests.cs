using System.Security.Cryptography;
using Connector.Sandbox.Inputs;
using Connector.Sandbox.Sounds;

namespace Connector.Sandbox.Tests.Sounds;

/// <summary>Both files were played and measured when their hashes were written down: 12 seconds, the same notes in both.</summary>
public class SoundTests
{
    [Theory]
    [InlineData("mp3", "37B3711EDF41FF3178A6ABF994837CF9FDF29D9672C5722B5C886DA806123E8A")]
    [InlineData("wav", "75B039B91095404D2B451C5925834F2BB3C18B55B8097AE8B1D545585CDF90AE")]
    public void The_files_are_those_that_were_verified(string format, string hash)
    {
        var file = Write(format, 7, 12);

        Assert.Equal(new AudioHeader(format, 12), AudioHeader.Read(file)! with { Seconds = Math.Round(AudioHeader.Read(file)!.Seconds, 6) });
        Assert.Equal(hash, Convert.ToHexString(SHA256.HashData(file)));
    }

    [Theory]
    [InlineData("mp3")]
    [InlineData("wav")]
    public void Another_seed_plays_another_melody(string format) => Assert.NotEqual(Write(format, 7, 2), Write(format, 8, 2));

    [Fact]
    public void A_tag_before_the_first_frame_is_skipped()
    {
        byte[] tagged = [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 3, 1, 2, 3, .. Write("mp3", 7, 2)];

        Assert.Equal(AudioHeader.Read(Write("mp3", 7, 2)), AudioHeader.Read(tagged));
    }

    [Fact]
    public void Other_bytes_are_no_audio()
    {
        Assert.Null(AudioHeader.Read([]));
        Assert.Null(AudioHeader.Read("OggS, which is audio but neither of the two"u8));
        Assert.Null(AudioHeader.Read([0xFF, 0xFB, 0xFF, 0xFF]));
    }

    private static byte[] Write(string format, uint seed, double seconds)
    {
        using var file = new MemoryStream();
        if (format == "mp3")
        {
            Mp3Writer.Write(new Melody(seed), seconds, file);
        }
        else
        {
            WavWriter.Write(new Melody(seed), seconds, file);
        }

        return file.ToArray();
    }
}
