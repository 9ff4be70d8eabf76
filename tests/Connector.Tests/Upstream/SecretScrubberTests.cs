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
    [InlineData("echo my.own.key, sk-ab...wxyz and sk-ab…wxyz.", "echo [key], [key] and [key].")]
    [InlineData("Bearer_sk-0123456789 SK-0123456789", "Bearer_[key] [key]")]
    [InlineData("a task-force of risk-takers asks...well, sk-8", "a task-force of risk-takers asks...well, sk-8")]
    public void No_key_and_no_part_of_one_is_left(string text, string clean) => Assert.Equal(clean, SecretScrubber.Scrub(text, "my.own.key"));

    [Theory]
    [InlineData("a")]
    [InlineData("*")]
    [InlineData("sk-")]
    [InlineData("sk-a.")]
    [InlineData("-")]
    [InlineData("sk-ab...")]
    public void A_long_text_costs_its_length_and_no_more(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 8_000_000 / part.Length));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        SecretScrubber.Scrub(text, "my.own.key");

        // The square of the length would be days.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public void Keys_in_json_are_found_however_they_are_escaped()
    {
        using var json = System.Text.Json.JsonDocument.Parse("""{"a": ["\u006dy.own.key", {"my.own\u002ekey": 1.50}], "b": "sk\u002d0123456789", "phone": "+49***12"}""");

        Assert.Equal(
            """{"a":["[key]",{"[key]":1.50}],"b":"[key]","phone":"\u002B49***12"}""",
            SecretScrubber.Scrub(json.RootElement, "my.own.key").GetRawText());
    }
}
