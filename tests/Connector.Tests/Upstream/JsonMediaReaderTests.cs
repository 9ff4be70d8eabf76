using System.Globalization;
using System.Text;
using Connector.Actions;
using Connector.Declaration;
using Connector.Failures;
using Connector.Testing;
using Connector.Upstream;
using FsCheck;
using FsCheck.Fluent;

namespace Connector.Tests.Upstream;

public class JsonMediaReaderTests
{
    private static readonly ConnectorApp App = Catalog.All.FindApp("dreamstudio");
    private static readonly JsonMediaShape Shape = new("base64", "seed", "finishReason");

    [Fact]
    public void Any_images_come_out_as_they_went_in_however_the_bytes_arrive_and_whatever_blocks_they_are_taken_in()
    {
        // One without a byte is no image: MissingMedia.
        var images = Gen.Choose(1, 5000).ListOf(3).Select(lengths => lengths.Select(RandomBytes).ToList());
        var cases = from parts in images
                    from chunk in Gen.Choose(1, 700)
                    from block in Gen.OneOf(Gen.Choose(1, 8), Gen.Choose(9, 6000))
                    from escaped in Gen.Elements(true, false)
                    from wrapped in Gen.Elements(true, false)
                    select (parts, chunk, block, escaped, wrapped);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var json = Json(one.parts, one.escaped, one.wrapped);
            var (received, facts) = ReadAsync(new DrippingStream(Encoding.UTF8.GetBytes(json), one.chunk), one.block).GetAwaiter().GetResult();
            Assert.Equal(one.parts, received);
            Assert.Equal(Enumerable.Range(0, one.parts.Count).Select(index => new MediaFacts(uint.MaxValue - index, "SUCCESS")), facts);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task An_image_far_larger_than_the_buffer_passes_through_it()
    {
        var image = RandomBytes(8 * 1024 * 1024);

        var (received, _) = await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(Json([image], escaped: false, wrapped: true))));

        Assert.Equal(image, Assert.Single(received));
    }

    [Fact]
    public void No_cut_or_changed_answer_ends_in_anything_but_a_connector_failure_or_whole_images()
    {
        var intact = Encoding.UTF8.GetBytes(Json([RandomBytes(300), RandomBytes(10)], escaped: true, wrapped: true));
        var cases = from position in Gen.Choose(0, intact.Length - 1)
                    from value in Gen.Choose(0, 255)
                    from cut in Gen.Elements(true, false)
                    select (position, value, cut);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var broken = one.cut ? intact[..one.position] : (byte[])intact.Clone();
            if (!one.cut)
            {
                broken[one.position] = (byte)one.value;
            }

            try
            {
                ReadAsync(new DrippingStream(broken, 7)).GetAwaiter().GetResult();
            }
            catch (ConnectorException failure)
            {
                Assert.Equal(502, failure.Status);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public async Task An_answer_that_is_cut_anywhere_gives_the_images_that_had_come_whole()
    {
        var images = new[] { RandomBytes(300), RandomBytes(90), RandomBytes(200) };
        var json = Json(images, escaped: false, wrapped: true);
        var ends = images.Select(image => json.IndexOf(Convert.ToBase64String(image), StringComparison.Ordinal) + Convert.ToBase64String(image).Length).ToList();

        for (var length = ends[0] + 1; length < json.Length; length++)
        {
            var (received, facts) = await ReadAsync(new DrippingStream(Encoding.UTF8.GetBytes(json[..length]), 70));

            var whole = ends.Count(end => end < length);
            Assert.Equal(images.Take(whole), received.Take(whole));
            Assert.Equal(whole, facts.Count);
        }
    }

    [Theory]
    [InlineData("""[{"base64":"AAEC","seed":7,"finishReason":"SUCCESS"}]""", 7L, "SUCCESS")]
    [InlineData("""{"artifacts":[{"finishReason":"CONTENT_FILTERED","seed":"8","base64":"AAEC"}]}""", 8L, "CONTENT_FILTERED")]
    [InlineData("""{"base64" : "AAEC"}""", null, null)]
    [InlineData("""{"id":"x","artifacts":[{"seed":4294967295,"extra":{"seed":1,"list":[1,"a"]},"base64":"\u0041\u0041EC"}],"seed":3}""", 4294967295L, null)]
    public async Task Reads_the_object_the_bare_array_and_fields_in_any_order(string json, long? seed, string? finishReason)
    {
        var (received, facts) = await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(json)));

        Assert.Equal([0, 1, 2], Assert.Single(received));
        Assert.Equal(new MediaFacts(seed, finishReason), Assert.Single(facts));
    }

    [Theory]
    [InlineData("""{"artifacts":[{"base64":"AAEC"}]""")]
    [InlineData("""{"artifacts":[{"base64":"AAEC"}]} more""")]
    [InlineData("""{"artifacts":[{"base64":"AAEC" "seed":1}]}""")]
    public async Task An_image_before_broken_JSON_is_kept(string json) =>
        Assert.Equal([0, 1, 2], Assert.Single((await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(json)))).Images));

    [Theory]
    [InlineData("""{"artifacts":[]}""")]
    [InlineData("""{"artifacts":[{"base64":null}]}""")]
    [InlineData("""{"artifacts":[{"base64":["AAEC"]}]}""")]
    [InlineData("""{"artifacts":[{"base64":"...very long string..."}]}""")]
    [InlineData("""{"artifacts":[{"base64":"AA==AAEC"}]}""")]
    [InlineData("")]
    [InlineData("<html>")]
    public async Task Refuses_what_is_not_the_documents_shape(string json)
    {
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(json))));

        Assert.Equal(ErrorCodes.UpstreamMalformed, failure.Code);
    }

    [Theory]
    [InlineData("""{"artifacts":[{"base64":"AA\nEC"}]}""")]
    [InlineData("""{"artifacts":[{"base64":"AA\r\nEC\r\n"}]}""")]
    [InlineData("""{"artifacts":[{"base64":"data:image/png;base64,AAEC"}]}""")]
    [InlineData("""{"artifacts":[{"base64":"data:image\/png;base64,AA EC"}]}""")]
    [InlineData("""{"created": 1, "data": [{"b64_json": "AAEC", "revised_prompt": "x"}]}""")]
    public async Task Reads_base64_in_any_dress(string json) =>
        Assert.Equal([0, 1, 2], Assert.Single((await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(json)))).Images));

    [Theory]
    [InlineData("""{"images": ["@", "@"], "seeds": [1, 2]}""")]
    [InlineData("""["@", "@"]""")]
    [InlineData("""{"output": {"first": "@"}, "second": "data:image/png;base64,@"}""")]
    [InlineData("""{"a": [1, "x", "@", null, ["@"]]}""")]
    public async Task A_picture_is_told_by_how_its_text_begins_whatever_its_name(string json)
    {
        var picture = TestPng.Create(3, 3);
        var body = Encoding.UTF8.GetBytes(json.Replace("@", Convert.ToBase64String(picture), StringComparison.Ordinal));

        var (received, facts) = await ReadAsync(new DrippingStream(body, 7));

        Assert.Equal([picture, picture], received);
        Assert.Equal(2, facts.Count);
    }

    [Theory]
    [InlineData("""{"finish_reason": "SUCCESS", "seed": 4, "images": [{"data": "@"}]}""", "SUCCESS", 4L)]
    [InlineData("""{"data": "@", "finish-reason": "\u0043ONTENT_FILTERED"}""", "CONTENT_FILTERED", null)]
    [InlineData("""{"data": "@", "finishReason": "\ud800"}""", "\\ud800", null)]
    public async Task What_the_object_around_a_file_says_counts_in_any_spelling(string json, string reason, long? seed)
    {
        var body = json.Replace("@", Convert.ToBase64String(TestPng.Create(3, 3)), StringComparison.Ordinal);

        var (_, facts) = await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(body)));

        Assert.Equal(new MediaFacts(seed, reason), Assert.Single(facts));
    }

    [Fact]
    public async Task A_long_text_that_is_no_file_is_passed_over()
    {
        var body = $$"""{"log": "{{new string('x', 300_000)}}\" {{new string('y', 300_000)}}", "base64": "AAEC", "seed": 3}""";

        var (received, facts) = await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(body)));

        Assert.Equal([0, 1, 2], Assert.Single(received));
        Assert.Equal(3, Assert.Single(facts).Seed);
    }

    [Fact]
    public async Task A_body_that_ends_within_an_image_was_cut_short() => Assert.Equal(
        ErrorCodes.UpstreamCutShort,
        (await Assert.ThrowsAsync<ConnectorException>(() => ReadAsync(new MemoryStream("""{"artifacts":[{"base64":"AAEC"""u8.ToArray())))).Code);

    [Fact]
    public async Task A_text_that_never_ends_is_refused_in_bounded_memory() => Assert.Equal(
        ErrorCodes.UpstreamCutShort,
        (await Assert.ThrowsAsync<ConnectorException>(() => ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes("{\"id\":\"" + new string('x', 10_000_000)))))).Code);

    private static byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static string Json(IReadOnlyList<byte[]> images, bool escaped, bool wrapped)
    {
        var artifacts = images.Select((image, index) =>
        {
            var text = Convert.ToBase64String(image);
            if (escaped)
            {
                text = text.Replace("/", "\\/", StringComparison.Ordinal).Replace("+", "\\u002B", StringComparison.Ordinal);
            }

            return string.Create(CultureInfo.InvariantCulture, $$"""{"base64": "{{text}}", "seed": {{uint.MaxValue - index}}, "finishReason": "SUCCESS"}""");
        });
        var array = $"[{string.Join(", ", artifacts)}]";
        return wrapped ? $$"""{"artifacts": {{array}}}""" : array;
    }

    private static async Task<(IReadOnlyList<byte[]> Images, IReadOnlyList<MediaFacts> Facts)> ReadAsync(Stream body, int block = 32 * 1024)
    {
        var received = new List<byte[]>();
        using var reader = new JsonMediaReader(body, Shape, App);
        var facts = await reader.ReadAsync(
            async (content, cancellationToken) =>
            {
                // As stores do that fill each block to its last byte.
                using var copy = new MemoryStream();
                var buffer = new byte[block];
                int read;
                do
                {
                    read = await content.ReadAtLeastAsync(buffer, block, throwOnEndOfStream: false, cancellationToken);
                    copy.Write(buffer, 0, read);
                }
                while (read == block);
                received.Add(copy.ToArray());
            },
            CancellationToken.None);
        return (received, facts);
    }

    /// <summary>Gives a few bytes at a time, as a slow network does.</summary>
    private sealed class DrippingStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
    }
}
