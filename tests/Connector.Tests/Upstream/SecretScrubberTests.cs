using Connector.Upstream;

namespace Connector.Tests.Upstream;

public class SecretScrubberTests
{
    [Theory]
    [InlineData("Incorrect API key provided: sk-nota***********zzzz.", "Incorrect API key provided: [key].")]
    [InlineData("Bearer sk-0123456789abcdef was refused", "Bearer [key] was refused")]
    [InlineData("the key my.own.key is bad", "the key [key] is bad")]
    [InlineData("key my.o****key", "key my.[key]")]
    [InlineData("for 512 engines: 262,144 ≤ height * width ≤ 1,048,576", "for 512 engines: 262,144 ≤ height * width ≤ 1,048,576")]
    public void No_key_and_no_part_of_one_is_left(string text, string clean) => Assert.Equal(clean, SecretScrubber.Scrub(text, "my.own.key"));
}
