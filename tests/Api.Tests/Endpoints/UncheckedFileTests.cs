using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>A file that upstream cannot use is refused before anything is sent, by every action and by the store of files alike.</summary>
public class UncheckedFileTests
{
    /// <summary>Behind so much of other programs' data, a header was not found once.</summary>
    private const int ManyBytes = 6 * 1024 * 1024;

    public static TheoryData<string, string> FileInputs
    {
        get
        {
            var inputs = new TheoryData<string, string>();
            foreach (var action in Catalog.All.Actions)
            {
                foreach (var file in action.Parameters.OfType<FileParameter>())
                {
                    inputs.Add(action.Name, file.Name);
                }
            }

            return inputs;
        }
    }

    /// <summary>What is no picture that is taken, what it is called, and what is said to do.</summary>
    public static TheoryData<byte[], string, string> Foreign => new()
    {
        { [.. "GIF89a"u8, .. new byte[20]], "a GIF picture", "Save it as png" },
        { [0, 0, 0, 32, .. "ftypavif"u8, .. new byte[20]], "an AVIF picture", "Save it as png" },
        { [0, 0, 0, 32, .. "ftypheic"u8, .. new byte[20]], "a HEIC picture", "Save it as png" },
        { [0, 0, 0, 12, .. "JXL "u8, 13, 10, 0x87, 10, .. new byte[20]], "a JPEG XL picture", "Save it as png" },
        { [0xFF, 0x0A, .. new byte[20]], "a JPEG XL picture", "Save it as png" },
        { "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>"u8.ToArray(), "an SVG drawing", "Export it as png" },
        { "<?xml version=\"1.0\"?><svg></svg>"u8.ToArray(), "an SVG drawing", "Export it as png" },
        { [.. "II"u8, 42, 0, .. new byte[20]], "a TIFF picture", "Save it as png" },
        { [.. "BM"u8, 1, 2, 3, 4, 0, 0, 0, 0, .. new byte[20]], "a BMP picture", "Save it as png" },
        { [0, 0, 1, 0, .. new byte[20]], "an ICO icon", "Save it as png" },
        { "%PDF-1.7 and more of it"u8.ToArray(), "a PDF document", "Export it as png" },
        { "<!doctype html><html>"u8.ToArray(), "a web page (HTML)", "look at the address" },
        { "{\"error\": \"not found\"}"u8.ToArray(), "JSON", "look at the address" },
        { [], "empty", "Send its bytes" },
    };

    /// <summary>Pictures of a good format that are none, or none that image APIs read, and what is said of them.</summary>
    public static TheoryData<byte[], string> Impossible => new()
    {
        { TestJpeg.Create(1024, 1024, frame: 0xC3), "lossless JPEG" },
        { TestJpeg.Create(1024, 1024, frame: 0xC9), "arithmetic-coded JPEG" },
        { TestJpeg.Create(1024, 1024, frame: 0xDE), "hierarchical JPEG" },
        { TestJpeg.Create(1024, 1024, frame: 0xF7), "JPEG-LS" },
        { Precise(), "12 bits" },
        { Header(8, 3), "colour type 2 with 3 bits" },
        { Header(12, 2), "no PNG has" },
        { TestPng.FromChunks(TestPng.Header(1024, 1024, 2), ("IDAT", [1]), ("I\0\0T", []), ("IEND", [])), "a chunk in it" },
        { Changed(), "the checksum of its IDAT chunk" },
        { TestPng.FromChunks(TestPng.Header(64, 64, 3), ("IDAT", [1]), ("IEND", [])), "a palette, and it has none" },
        { TestPng.FromChunks(TestPng.Header(64, 64, 2), TestPng.Header(9000, 9000, 2), ("IDAT", [1]), ("IEND", [])), "two headers" },
        { TestPng.FromChunks(TestPng.Header(64, 64, 2), ("XXXX", []), ("IDAT", [1]), ("IEND", [])), "its XXXX chunk" },
        { TestPng.Create(64, 64)[..^5], "cut short" },
    };

    [Theory]
    [MemberData(nameof(FileInputs))]
    public async Task No_cut_file_is_sent_by_any_action(string name, string parameter)
    {
        var action = Catalog.All.Find(name);
        var file = action.Parameters.OfType<FileParameter>().Single(one => one.Name == parameter);
        var whole = file.Formats[0].IsImage ? ExampleStore.Png : ExampleStore.Wav;
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", ExampleStore.Png);
        await using var connector = await TestConnector.StartAsync(upstream);
        await ExampleFiles.StoreAsync(connector.Files.Path);
        var body = await Examples.IncludingAsync(action, file);

        foreach (var length in new[] { 1, 11, 12, 30, 45, whole.Length / 3, whole.Length / 2, whole.Length - 13, whole.Length - 1 })
        {
            body[parameter] = Convert.ToBase64String(whole.AsSpan(0, length));
            var (response, problem) = await connector.PostAsync(body.ToJsonString(), path: $"api/actions/{name}");

            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{length}: {problem.ToJsonString()}");
            Assert.Contains(problem["problems"]!.AsArray(), one => one!["parameter"]!.GetValue<string>() == parameter && one["code"]!.GetValue<string>() == "invalid_file");
            Assert.DoesNotContain("damaged", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task A_file_of_another_format_is_named_with_what_to_do(byte[] bytes, string name, string advice)
    {
        var said = await RefuseAsync(bytes);

        Assert.All(said, words => Assert.Contains(name, words, StringComparison.Ordinal));
        Assert.All(said, words => Assert.Contains(advice, words, StringComparison.Ordinal));
        Assert.All(said, words => Assert.DoesNotContain("damaged", words, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task An_impossible_picture_is_refused_by_what_is_wrong_with_it(byte[] bytes, string fault) =>
        Assert.All(await RefuseAsync(bytes), words => Assert.Contains(fault, words, StringComparison.Ordinal));

    [Fact]
    public async Task A_header_behind_megabytes_of_other_data_is_found()
    {
        await using var connector = await TestConnector.StartAsync();
        var segments = Enumerable.Repeat(TestJpeg.Segment(0xE1, new byte[65_000]), (ManyBytes / 65_000) + 1).SelectMany(segment => segment).ToArray();
        foreach (var picture in new[]
        {
            TestJpeg.Create(1024, 1024, beforeFrame: segments),
            TestPng.FromChunks(TestPng.Header(1024, 1024, 2), ("caBX", new byte[ManyBytes]), ("IDAT", [1]), ("IEND", [])),
        })
        {
            var path = await connector.UploadAsync(picture);
            var answer = await connector.Http.PostAsync(
                new Uri("api/actions/stability-upscale-fast?dry_run=true", UriKind.Relative),
                new StringContent($$"""{"image": "{{path}}"}""", Encoding.UTF8, "application/json"));

            Assert.True(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["valid"]?.GetValue<bool>(), await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>What an action and the store of files say of a file; neither sends nor stores anything.</summary>
    private static async Task<IReadOnlyList<string>> RefuseAsync(byte[] bytes)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", ExampleStore.Png);
        await using var connector = await TestConnector.StartAsync(upstream);
        using var part = new ByteArrayContent(bytes);
        part.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var form = new MultipartFormDataContent { { part, "image", "picture.png" } };
        using var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");

        var run = await connector.Http.PostAsync(new Uri("api/actions/stability-upscale-fast", UriKind.Relative), form);
        var stored = await connector.Http.PostAsync(new Uri("api/files", UriKind.Relative), file);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.UnsupportedMediaType), (run.StatusCode, stored.StatusCode));
        Assert.Empty(upstream.Requests);
        Assert.Empty(connector.SavedFiles);
        return
        [
            JsonNode.Parse(await run.Content.ReadAsStringAsync())!["detail"]!.GetValue<string>(),
            JsonNode.Parse(await stored.Content.ReadAsStringAsync())!["detail"]!.GetValue<string>(),
        ];
    }

    /// <summary>A PNG whose header says something else at one place.</summary>
    private static byte[] Header(int place, byte value)
    {
        var header = TestPng.Header(1024, 1024, 2);
        header.Data[place] = value;
        return TestPng.FromChunks(header, ("IDAT", [1]), ("IEND", []));
    }

    private static byte[] Changed()
    {
        var png = TestPng.Create(64, 64);
        png[png.Length / 2] ^= 1;
        return png;
    }

    private static byte[] Precise()
    {
        var jpeg = TestJpeg.Create(1024, 1024, frame: 0xC1);
        jpeg[jpeg.AsSpan().IndexOf<byte>([0xFF, 0xC1]) + 4] = 12;
        return jpeg;
    }
}
