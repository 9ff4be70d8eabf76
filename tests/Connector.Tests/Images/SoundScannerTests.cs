using Connector.Images;
using Connector.Testing;

namespace Connector.Tests.Images;

/// <summary>Sounds and models are followed as images are.</summary>
public class SoundScannerTests
{
    public static TheoryData<string> Samples => [.. TestSounds.All.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_is_whole_at_its_end_and_told_by_its_bytes_in_any_pieces(string sample)
    {
        var result = ScanResult.Of(TestSounds.All[sample]);

        Assert.True(result is { IsWhole: true, IsHopeless: false }, $"{result}");
        Assert.Equal(MediaFormat.FromPath(sample), result.Format);
        Assert.Equal(result, ScanResult.Of(TestSounds.All[sample], chunk: 1));
        Assert.Equal(result, ScanResult.Of(TestSounds.All[sample], chunk: 7));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_that_is_cut_is_not_whole_but_where_a_frame_ends(string sample)
    {
        var medium = TestSounds.All[sample];

        // An MP3 of three frames has two places where nothing tells that it is cut; so has an AAC, and a FLAC of two frames one.
        var whole = Enumerable.Range(0, medium.Length).Count(length => ScanResult.Of(medium[..length]).IsWhole);

        Assert.InRange(whole, 0, sample.EndsWith(".wav", StringComparison.Ordinal) || sample.EndsWith(".glb", StringComparison.Ordinal) ? 0 : 2);
    }

    [Fact]
    public void Tags_at_the_end_of_a_sound_are_passed_over() =>
        Assert.True(ScanResult.Of([.. TestSounds.Mp3(frames: 3), .. "TAG"u8, .. new byte[125]]).IsWhole);

    [Theory]
    [InlineData(0u)]
    [InlineData(uint.MaxValue)]
    public void A_wav_that_was_written_into_a_pipe_knows_no_length_and_may_end_anywhere(uint length)
    {
        var wav = TestWav.Create(seconds: 1);
        BitConverter.TryWriteBytes(wav.AsSpan(40), length);

        Assert.False(ScanResult.Of(wav[..44]).IsWhole);
        Assert.True(ScanResult.Of(wav[..1000]).IsWhole);
    }

    [Fact]
    public void A_head_alone_is_no_sound_and_no_model()
    {
        Assert.True(ScanResult.Of("RIFF\0\0\0\0WAVE"u8.ToArray()) is { IsWhole: false, IsHopeless: false });
        Assert.False(ScanResult.Of([.. "glTF"u8, .. new byte[8]]).IsWhole);
    }
}
