using Connector.Images;
using Connector.Testing;

namespace Connector.Tests.Images;

public class MediaFormatTests
{
    [Fact]
    public void The_bytes_tell_the_format()
    {
        Assert.Equal(MediaFormat.Png, MediaFormat.Detect(TestPng.Create(1, 1)));
        Assert.Equal(MediaFormat.Jpeg, MediaFormat.Detect([0xFF, 0xD8, 0xFF, 0xE0]));
        Assert.Equal(MediaFormat.Webp, MediaFormat.Detect("RIFF\0\0\0\0WEBPVP8 "u8));
        Assert.Equal(MediaFormat.Wav, MediaFormat.Detect("RIFF\0\0\0\0WAVEfmt "u8));
        Assert.Equal(MediaFormat.Glb, MediaFormat.Detect("glTF\u0002\0\0\0"u8));
        Assert.Equal(MediaFormat.Mp3, MediaFormat.Detect("ID3\u0004\0"u8));
        Assert.Equal(MediaFormat.Mp3, MediaFormat.Detect([0xFF, 0xFB, 0x90, 0x64]));
        Assert.Equal(MediaFormat.Mp3, MediaFormat.Detect([0xFF, 0xF3, 0x44]));
        Assert.Equal(MediaFormat.Wav, MediaFormat.Detect([.. "RF64"u8, 255, 255, 255, 255, .. "WAVEds64"u8]));
        Assert.Equal(MediaFormat.Aac, MediaFormat.Detect([0xFF, 0xF1, 0x50, 0x80]));
        Assert.Equal(MediaFormat.Flac, MediaFormat.Detect("fLaC\0\0\0\u0022"u8));
        Assert.Equal(MediaFormat.Gif, MediaFormat.Detect("GIF89a\0\0\0\0\0\0"u8));
        Assert.Equal(MediaFormat.Avif, MediaFormat.Detect("\0\0\0\u0020ftypavif"u8));
        Assert.Equal(MediaFormat.Heic, MediaFormat.Detect("\0\0\0\u0020ftypheic"u8));
    }

    [Theory]
    [InlineData("fLaC", ".flac")]
    [InlineData("\u00FF\u00F1\u0050\u0080", ".aac")]
    [InlineData("\u00FF\u00FB\u0090\u0064", ".mp3")]
    [InlineData("\0\0\0fLaC", ".flac")]
    public void What_stands_behind_a_tag_tells_the_format(string sound, string extension)
    {
        byte[] tagged = [.. "ID3"u8, 4, 0, 0, 0, 0, 1, 0, .. new byte[128], .. System.Text.Encoding.Latin1.GetBytes(sound)];

        Assert.Equal(extension, MediaFormat.Detect(tagged).Extension);
    }

    [Fact]
    public void Bytes_that_only_resemble_a_format_are_of_none()
    {
        Assert.Equal(MediaFormat.Unknown, MediaFormat.Detect("RIFF\0\0\0\0AVI LIST"u8));
        Assert.Equal(MediaFormat.Unknown, MediaFormat.Detect("RIFF\0\0\0\0WEB"u8));
        Assert.Equal(MediaFormat.Unknown, MediaFormat.Detect("PNG bytes, what did you expect?"u8));
        Assert.Equal(MediaFormat.Unknown, MediaFormat.Detect("<svg xmlns="u8));
        Assert.Equal(MediaFormat.Unknown, MediaFormat.Detect([0xFF, 0xFB, 0xFF, 0xFF]));
        Assert.Equal(MediaFormat.Unknown, MediaFormat.Detect("ID3 tags are not supported"u8));
        Assert.Equal(MediaFormat.Unknown, MediaFormat.Detect([0xFF, 0xFE, (byte)'h', 0]));
        Assert.Equal(MediaFormat.Unknown, MediaFormat.Detect([0xFF]));
        Assert.Equal(MediaFormat.Unknown, MediaFormat.Detect([]));
    }

    [Theory]
    [InlineData("a/b.png", "image/png")]
    [InlineData("a/b.jpg", "image/jpeg")]
    [InlineData("a/b.webp", "image/webp")]
    [InlineData("a/b.glb", "model/gltf-binary")]
    [InlineData("a/b.wav", "audio/wav")]
    [InlineData("a/b.mp3", "audio/mpeg")]
    [InlineData("a/png", "application/octet-stream")]
    public void The_extension_of_a_stored_file_tells_its_content_type(string path, string contentType) =>
        Assert.Equal(contentType, MediaFormat.FromPath(path).ContentType);
}
