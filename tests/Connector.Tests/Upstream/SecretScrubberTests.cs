using System.Text;
using System.Text.RegularExpressions;
using Connector.Actions.Stability.Shared;
using Connector.Settings;
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
    public void No_key_and_no_part_of_one_is_left(string text, string clean) => Assert.Equal(clean, SecretScrubber.Scrub(text, new SecretForms("my.own.key")));

    [Theory]
    [InlineData("my.own.key")]
    [InlineData("sk-SECRET/1234+567890=XYZ")]
    [InlineData("schlüssel ~ 12345")]
    public void A_key_is_found_in_every_dress(string key)
    {
        var bytes = Encoding.UTF8.GetBytes(key);
        var escaped = Uri.EscapeDataString(key);
        string[] dresses =
        [
            key,
            escaped,
            Regex.Replace(escaped, "%..", hex => hex.Value.ToLowerInvariant(), RegexOptions.NonBacktracking),
            Convert.ToBase64String(bytes),
            .. new[] { "u:", "user:", "id=1&key=" }.Select(before => Convert.ToBase64String([.. Encoding.UTF8.GetBytes(before), .. bytes, .. "&more"u8])),
        ];

        var forms = new SecretForms(key);
        Assert.All(dresses.SelectMany(dress => new[] { dress, dress.Replace('+', '-').Replace('/', '_') }), dress =>
        {
            var clean = SecretScrubber.Scrub($"the key <{dress}> is bad", forms);
            Assert.Contains("[key]", clean, StringComparison.Ordinal);
            // What only encloses a key in base64 may stay.
            Assert.InRange(clean.Length, 0, "the key <[key]> is bad".Length + 24);
            Assert.DoesNotContain(dress[(dress.Length / 2)..], clean, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("""gw+key\/with\"odd&chars==77""")]
    [InlineData("""gw\u002Bkey\u002fwith\u0022odd\u0026chars==77""")]
    [InlineData("gw+key/with&quot;odd&amp;chars&#61;&#x3d;77")]
    [InlineData("gw+key/w\r\nith\"odd&chars==77")]
    [InlineData("gw+\u200Bkey/with\"odd&ch\u00ADars==77")]
    [InlineData("gw%2bkey%2Fwith%22odd%26chars%3D%3D77")]
    [InlineData("Z3cra2V5L3dpdGgib2RkJmNoYXJzPT03Nw==")]
    public void A_key_is_found_escaped_wrapped_and_in_base64_to_its_end(string dress) =>
        Assert.Equal("bad [key], try again", SecretScrubber.Scrub($"bad {dress}, try again", new SecretForms("gw+key/with\"odd&chars==77")));

    [Fact]
    public void A_very_long_key_is_found_too()
    {
        var key = string.Concat(Enumerable.Range(0, 300).Select(number => $"{number}ab."));
        var forms = new SecretForms(key);

        foreach (var dress in new[] { key, Uri.EscapeDataString(key), key.Insert(700, "\n"), Convert.ToBase64String(Encoding.UTF8.GetBytes(key)) })
        {
            var clean = SecretScrubber.Scrub($"bad {dress} again", forms);

            // A character between two pieces may belong to both.
            Assert.Matches(@"^bad (\[key\]|\n|.{0,2}(?=\[key\]))+=* again$", clean);
        }
    }

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

        SecretScrubber.Scrub(text, new SecretForms("my.own.key"));

        // The square of the length would be days.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public void Keys_in_json_are_found_however_they_are_escaped()
    {
        using var json = System.Text.Json.JsonDocument.Parse("""{"a": ["\u006dy.own.key", {"my.own\u002ekey": 1.50}], "b": "sk\u002d0123456789", "phone": "+49***12"}""");

        Assert.Equal(
            """{"a":["[key]",{"[key]":1.50}],"b":"[key]","phone":"\u002B49***12"}""",
            SecretScrubber.Scrub(json.RootElement, new SecretForms("my.own.key")).GetRawText());
    }

    [Fact]
    public void The_forms_of_a_key_are_made_once_and_follow_the_key()
    {
        var connection = new AppConnection { App = StabilityApp.App, BaseUrl = StabilityApp.App.BaseUrl, ApiKey = "my.own.key" };

        Assert.Same(connection.Secret, connection.Secret);
        Assert.Same(connection.Secret, (connection with { IsSandbox = true }).Secret);
        Assert.Equal("[key]", SecretScrubber.Scrub("another.key", (connection with { ApiKey = "another.key" }).Secret));
    }
}
