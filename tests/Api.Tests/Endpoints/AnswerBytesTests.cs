using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>What upstream answers is told by its bytes: a real file is saved whatever its label, and nothing else is a success.</summary>
public class AnswerBytesTests
{
    private const string Gateway = "api/actions/gateway-generate-image";

    private static readonly byte[] Png = TestPng.Create(64, 64);
    private static readonly string Base64 = Convert.ToBase64String(Png);

    public static TheoryData<string> MediaActions => [.. Catalog.All.Actions.Where(action => action.Output is MediaOutput).Select(action => action.Name)];

    /// <summary>An answer in an odd dress: status, label, content encoding and bytes.</summary>
    public static TheoryData<int, string, string, byte[]> Dresses => new()
    {
        { 200, "application/octet-stream", "", Png },
        { 200, "", "", Png },
        { 200, "text/html", "", Png },
        { 200, "image/jpeg", "", Png },
        { 201, "image/png", "", Png },
        { 203, "image/png", "", Png },
        { 200, "image/png", "gzip", Compress(Png, target => new GZipStream(target, CompressionLevel.Fastest)) },
        { 200, "image/png", "br", Compress(Png, target => new BrotliStream(target, CompressionLevel.Fastest)) },
        { 200, "image/png", "deflate", Compress(Png, target => new ZLibStream(target, CompressionLevel.Fastest)) },
        { 200, "image/png", "deflate", Compress(Png, target => new DeflateStream(target, CompressionLevel.Fastest)) },
        { 200, "image/png", "", Compress(Png, target => new GZipStream(target, CompressionLevel.Fastest)) },
        { 200, "image/png", "gzip", Png },
        { 200, "text/plain", "", Encoding.UTF8.GetBytes(Base64) },
        { 200, "text/plain", "", Encoding.UTF8.GetBytes($"\"{Base64}\"") },
        { 200, "text/plain", "", Encoding.UTF8.GetBytes("data:image/png;base64," + Convert.ToBase64String(Png, Base64FormattingOptions.InsertLineBreaks) + "\r\n") },
        { 200, "application/json", "", Encoding.UTF8.GetBytes($$"""{"data": [{"b64_json": "{{Base64}}"}]}""") },
        { 200, "text/json", "", Encoding.UTF8.GetBytes($$"""{"image": "{{Base64}}", "finish_reason": "SUCCESS"}""") },
        { 200, "image/png", "", Encoding.UTF8.GetBytes($$"""{"artifacts": [{"base64": "{{Base64}}"}]}""") },
        { 200, "application/json", "", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes($$"""{"artifacts": [{"base64": "{{Base64}}"}]}""")] },
        { 200, "application/json", "", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes($$"""{"artifacts": [{"base64": "{{Base64}}"}]}""")] },
        { 200, "application/json", "", Encoding.UTF8.GetBytes($$$"""{"result": {"picture": "data:image/png;base64,{{{Base64.Replace("/", "\\/", StringComparison.Ordinal)}}}"}}""") },
        { 200, "application/json", "gzip", Compress(Encoding.UTF8.GetBytes($$"""{"base64": "{{Base64}}"}"""), target => new GZipStream(target, CompressionLevel.Fastest)) },
    };

    /// <summary>What is no picture, and a word of it that people must see; empty where there is none.</summary>
    public static TheoryData<string, byte[], string> Rubbish => new()
    {
        { "image/png", "<html><head><title>Down for repairs</title></head></html>"u8.ToArray(), "Down for repairs" },
        { "image/png", """{"error": {"message": "No capacity", "code": "overloaded"}}"""u8.ToArray(), "No capacity" },
        { "application/json", """{"status": "failed", "reason": "No capacity"}"""u8.ToArray(), "No capacity" },
        { "image/png", Compress("No capacity"u8.ToArray(), target => new GZipStream(target, CompressionLevel.Fastest)), "No capacity" },
        { "image/png", "PNG bytes, what did you expect?"u8.ToArray(), "what did you expect" },
        { "audio/mpeg", "ID3 tags are not supported"u8.ToArray(), "ID3 tags are not supported" },
        { "model/gltf-binary", [.. "glTF"u8, .. new byte[8]], "" },
        { "audio/wav", "RIFF\0\0\0\0WAVE"u8.ToArray(), "" },
        { "application/octet-stream", [0, 1, 2, 3, 4], "" },
        { "application/json", Encoding.UTF8.GetBytes($$"""{"image": "{{Convert.ToBase64String("<html>no picture</html>"u8)}}"}"""), "" },
    };

    [Theory]
    [MemberData(nameof(Dresses))]
    public async Task A_real_picture_is_saved_and_delivered_with_a_warning_whatever_its_dress(int status, string label, string encoding, byte[] body)
    {
        await using var upstream = await AnswerAsync(status, label, encoding, body);
        await using var connector = await TestConnector.StartAsync(upstream);

        foreach (var (path, json) in new[] { (TestConnector.TextToImage, """{"prompt": "x"}"""), (Gateway, """{"model": "sd-core", "prompt": "x"}""") })
        {
            var (response, receipt) = await connector.PostAsync(json, path: path);

            Assert.True((int)response.StatusCode == 200, receipt.ToJsonString());
            Assert.Equal("image/png", receipt["files"]![0]!["content_type"]!.GetValue<string>());
            Assert.Equal(Png, await File.ReadAllBytesAsync(Path.Combine(connector.Files.Path, receipt["path"]!.GetValue<string>())));
            Assert.Equal(IsPlain(status, label, encoding, body), receipt["warnings"] is null);
        }

        Assert.Equal(2, connector.SavedFiles.Count);
    }

    [Theory]
    [MemberData(nameof(MediaActions))]
    public async Task Every_action_saves_what_its_bytes_are_and_warns_of_the_label(string name)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "application/octet-stream", Png);
        await using var connector = await TestConnector.StartAsync(upstream);
        var receipt = await RunAsync(connector, name);

        Assert.EndsWith(".png", receipt["path"]?.GetValue<string>() ?? receipt.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("application/octet-stream", receipt["warnings"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Content_credentials_are_told_and_stay_as_they_came(bool hasThem)
    {
        byte[] made = hasThem ? [.. Png[..33], .. TestPng.FromChunks(("caBX", [1, 2, 3]))[8..], .. Png[33..]] : Png;
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", made);
        await using var connector = await TestConnector.StartAsync(upstream);
        var receipt = await RunAsync(connector, "stability-generate-core");

        Assert.Equal(hasThem, receipt["files"]![0]!["content_credentials"]!.GetValue<bool>());
        Assert.Equal(made, await connector.Http.GetByteArrayAsync(receipt["url"]!.GetValue<string>()));
    }

    [Theory]
    [MemberData(nameof(MediaActions))]
    public async Task No_action_takes_a_web_page_for_a_file_and_every_one_says_what_it_said_and_where_it_is(string name)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", "<html><title>Down for repairs</title></html>"u8.ToArray());
        await using var connector = await TestConnector.StartAsync(upstream);
        var problem = await RunAsync(connector, name);

        Assert.Equal((502, "upstream_malformed"), (problem["status"]!.GetValue<int>(), problem["code"]!.GetValue<string>()));
        Assert.Contains("Down for repairs", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains(Assert.Single(connector.RefusedFiles), problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rubbish))]
    public async Task What_is_no_picture_is_a_failure_that_quotes_it_and_keeps_it_where_no_route_leads(string label, byte[] body, string words)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, label, body, ("x-request-id", "call-7"));
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, problem) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.True(response.StatusCode == System.Net.HttpStatusCode.BadGateway, problem.ToJsonString());
        Assert.True(problem["may_have_been_charged"]!.GetValue<bool>());
        Assert.Contains(words, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal((200, "call-7"), (problem["upstream"]!["status"]!.GetValue<int>(), problem["upstream"]!["id"]!.GetValue<string>()));
        Assert.Empty(connector.SavedFiles);
        var kept = Assert.Single(connector.RefusedFiles);
        Assert.Contains(kept, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(404, (int)(await connector.Http.GetAsync(new Uri($"api/files/{kept}", UriKind.Relative))).StatusCode);
        Assert.DoesNotContain("refused", await connector.Http.GetStringAsync(new Uri("api/files", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_ends_early_is_a_failure_and_what_came_is_kept()
    {
        var half = TestPng.Create(512, 512)[..100_000];
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", half);
        await using var connector = await TestConnector.StartAsync(upstream);

        var (_, problem) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal("upstream_cut_short", problem["code"]!.GetValue<string>());
        Assert.Empty(connector.SavedFiles);
        var kept = Assert.Single(connector.RefusedFiles);
        Assert.Contains(kept, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(half, await File.ReadAllBytesAsync(Path.Combine(connector.Files.Path, kept)));
    }

    [Theory]
    [InlineData("image/png", 1)]
    [InlineData("image/png", 8)]
    [InlineData("application/json", 8)]
    public async Task A_picture_that_is_whole_in_a_gzip_that_is_not_is_saved_with_a_warning(string label, int missing)
    {
        var body = label == "image/png" ? Png : Encoding.UTF8.GetBytes($$"""{"artifacts": [{"base64": "{{Base64}}"}]}""");
        await using var upstream = await AnswerAsync(200, label, "gzip", Compress(body, target => new GZipStream(target, CompressionLevel.NoCompression))[..^missing]);
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, receipt) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.True((int)response.StatusCode == 200, receipt.ToJsonString());
        Assert.Contains("Its gzip ended without the end", Assert.Single(receipt["warnings"]!.AsArray())!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(Png, await File.ReadAllBytesAsync(Path.Combine(connector.Files.Path, receipt["path"]!.GetValue<string>())));
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("application/json")]
    [InlineData("image/gif")]
    public async Task A_file_that_ends_with_its_cut_gzip_is_a_failure(string label)
    {
        var body = label switch { "image/png" => Png, "image/gif" => [.. "GIF89a"u8, .. new byte[80]], _ => Encoding.UTF8.GetBytes($$"""{"artifacts": [{"base64": "{{Base64}}"}]}""") };
        await using var upstream = await AnswerAsync(200, label, "gzip", Compress(body, target => new GZipStream(target, CompressionLevel.NoCompression))[..^20]);
        await using var connector = await TestConnector.StartAsync(upstream);

        var (_, problem) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.True(problem["code"]?.GetValue<string>() == "upstream_cut_short", problem.ToJsonString());
        Assert.Empty(connector.SavedFiles);
    }

    [Theory]
    [InlineData(TestConnector.TextToImage, """{"prompt": "x"}""")]
    [InlineData("api/actions/dreamstudio-get-balance", "{}")]
    public async Task An_empty_answer_is_told_as_that_and_no_empty_file_is_kept(string path, string input)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", []);
        await using var connector = await TestConnector.StartAsync(upstream);

        var (_, problem) = await connector.PostAsync(input, path: path);

        Assert.Equal("upstream_cut_short", problem["code"]!.GetValue<string>());
        Assert.Contains("nothing came with it", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("kept", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(connector.RefusedFiles);
    }

    [Fact]
    public async Task A_key_in_an_answer_of_another_kind_does_not_leave()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, $"text/{TestConnector.Key}", Encoding.UTF8.GetBytes($"<title>{TestConnector.Key}</title>"));
        await using var connector = await TestConnector.StartAsync(upstream);

        var (_, problem) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.DoesNotContain(TestConnector.Key, problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_swells_without_end_is_cut_off()
    {
        var bomb = Compress(new byte[300 * 1024 * 1024], target => new GZipStream(target, CompressionLevel.Fastest));
        await using var upstream = await AnswerAsync(200, "image/png", "gzip", bomb);
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, _) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal(502, (int)response.StatusCode);
        Assert.Empty(connector.SavedFiles);
    }

    private static async Task<JsonNode> RunAsync(TestConnector connector, string name)
    {
        var action = Catalog.All.Find(name);
        await ExampleFiles.StoreAsync(connector.Files.Path);
        return (await connector.PostAsync((await Examples.ForAsync(action)).ToJsonString(), path: $"api/actions/{name}")).Body;
    }

    /// <summary>What a document of upstream's promises; encodings that are labelled are no oddity.</summary>
    private static bool IsPlain(int status, string label, string encoding, byte[] body) => status == 200 && label switch
    {
        "application/json" => encoding.Length > 0 || (body[0] == (byte)'{' && !Encoding.UTF8.GetString(body).Contains("data:", StringComparison.Ordinal)),
        "image/png" => encoding.Length > 0,
        _ => false,
    };

    private static Task<ScriptedUpstream> AnswerAsync(int status, string label, string encoding, byte[] body) => ScriptedUpstream.StartAsync(async context =>
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, label.Length > 0 ? label : null);
        if (encoding.Length > 0)
        {
            context.Response.Headers.ContentEncoding = encoding;
        }

        await context.Response.Body.WriteAsync(body);
    });

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> create)
    {
        using var target = new MemoryStream();
        using (var stream = create(target))
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }
}
