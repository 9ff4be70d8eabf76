using Connector.Output;
using Connector.Testing;

namespace Connector.Tests.Output;

public class MediaFormatTests
{
    [Fact]
    public void The_bytes_tell_the_format()
    {
        Assert.Equal(MediaFormat.Png, MediaFormat.Detect(TestPng.Create(1, 1)));
        Assert.Equal(MediaFormat.Jpeg, MediaFormat.Detect([0xFF, 0xD8, 0xFF, 0xE0]));
        Assert.Equal(MediaFormat.Webp, MediaFormat.Detect("RIFF\0\0\0\0WEBPVP8 "u8));
        Assert.Equal(MediaFormat.Unknown, MediaFormat.Detect("RIFF\0\0\0\0WAVEfmt "u8));
        Assert.Equal(MediaFormat.Unknown, MediaFormat.Detect("PNG bytes, what did you expect?"u8));
        Assert.Equal(MediaFormat.Unknown, MediaFormat.Detect([]));
    }
}
