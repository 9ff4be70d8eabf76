using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Output;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>Media types, charsets, qualities and encodings by the standards, on every route with a body; numbers where a text is wanted.</summary>
public sealed class MediaTypeTests : IAsyncLifetime
{
    private const string Batches = "api/batches";
    private const string Mcp = "api/mcp";
    private const string Files = "api/files";

    private static readonly byte[] Picture = TestPng.CreatePlain(64, 64);

    /// <summary>A small body that every route with one takes.</summary>
    private static readonly IReadOnlyList<(string Path, string Type, byte[] Body)> Calls =
    [
        (TestConnector.TextToImage, "application/json", "{\"prompt\": \"A cliff\"}"u8.ToArray()),
        (TestConnector.TextToImage, "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=prompt\r\n\r\nA cliff\r\n--x--"u8.ToArray()),
        (Batches, "application/json", "{\"action\": \"dreamstudio-text-to-image\", \"inputs\": [{\"prompt\": \"A cliff\"}]}"u8.ToArray()),
        (Mcp, "application/json", "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\"}"u8.ToArray()),
        (Files, "image/png", Picture),
        (Files, "application/octet-stream", Picture),
        (Files, "multipart/form-data; boundary=x", [.. "--x\r\nContent-Disposition: form-data; name=file; filename=f\r\n\r\n"u8, .. Picture, .. "\r\n--x--"u8]),
    ];

    private ScriptedUpstream _upstream = null!;
    private TestConnector _connector = null!;

    public async Task InitializeAsync()
    {
        _upstream = await ScriptedUpstream.StartAsync(200, "image/png", Picture);
        _connector = await TestConnector.StartAsync(_upstream);
    }

    public async Task DisposeAsync()
    {
        await _connector.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData("; charset=utf-8")]
    [InlineData("; charset=\"UTF-8\"")]
    [InlineData("; charset=utf8")]
    [InlineData(";charset=\"Utf8\"")]
    [InlineData("; Charset=US-ASCII")]
    [InlineData("; charset=us-ascii; q=1")]
    [InlineData(" ;charset=UTF-8 ")]
    public async Task Utf8_is_read_however_it_is_spelled_on_every_route(string charset)
    {
        foreach (var (path, type, body) in Calls)
        {
            await ExpectSuccessAsync(path, type + charset, body);
            await ExpectSuccessAsync(path, type.ToUpperInvariant().Replace("BOUNDARY=X", "BOUNDARY=x", StringComparison.Ordinal) + charset, body);
        }
    }

    [Theory]
    [InlineData("text/json")]
    [InlineData("application/vnd.flow+json")]
    public async Task Json_is_read_under_its_other_names(string type)
    {
        foreach (var (path, _, body) in Calls.Where(call => call.Type == "application/json"))
        {
            await ExpectSuccessAsync(path, type, body);
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("x-gzip")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    [InlineData("br")]
    [InlineData("identity")]
    [InlineData("gzip, identity")]
    public async Task An_encoded_body_is_read_on_every_route(string encoding)
    {
        foreach (var (path, type, body) in Calls)
        {
            await ExpectSuccessAsync(path, type, Encode(encoding, body), encoding.Replace("raw ", "", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("compress")]
    [InlineData("gzip, gzip")]
    [InlineData("nonsense")]
    public async Task An_encoding_that_is_not_read_is_refused_by_its_name_on_every_route(string encoding)
    {
        foreach (var (path, type, body) in Calls)
        {
            using var response = await SendAsync(path, type, body, encoding);
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

            Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported_media_type"), (response.StatusCode, problem["code"]!.GetValue<string>()));
            Assert.Contains($"\"{encoding}\"", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Contains("gzip, deflate, br", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Equal("gzip, deflate, br", response.Headers.GetValues("Accept-Encoding").Single());
        }

        Assert.Empty(_upstream.Requests);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_body_that_is_not_what_its_encoding_says_is_refused_on_every_route(string encoding)
    {
        foreach (var (path, type, body) in Calls)
        {
            using var plain = await SendAsync(path, type, body, encoding);
            var encoded = Encode(encoding, body);
            using var cut = await SendAsync(path, type, encoded[..(encoded.Length / 2)], encoding);

            Assert.True(plain.StatusCode == HttpStatusCode.BadRequest, $"{path}: {await plain.Content.ReadAsStringAsync()}");
            Assert.True((int)cut.StatusCode is 400 or 415, $"{path}: {await cut.Content.ReadAsStringAsync()}");
        }

        Assert.Empty(_upstream.Requests);
        Assert.Empty(_connector.SavedFiles);
    }

    [Theory]
    [InlineData("gzip", 9)]
    [InlineData("gzip stored", 9)]
    [InlineData("deflate", 5)]
    [InlineData("raw deflate", 1)]
    [InlineData("br", 1)]
    public async Task Rejects_an_encoded_body_that_lacks_its_last_bytes_on_every_route(string encoding, int most)
    {
        foreach (var (path, type, body) in Calls)
        {
            // Some clients end a form with a line break, behind which the cut hides.
            foreach (var whole in type.StartsWith("multipart", StringComparison.Ordinal) ? new[] { body, [.. body, .. "\r\n\r\n"u8] } : [body])
            {
                var encoded = Encode(encoding, whole);
                for (var missing = 1; missing <= most; missing++)
                {
                    using var response = await SendAsync(path, type, encoded[..^missing], encoding.Replace("raw ", "", StringComparison.Ordinal).Split(' ')[0]);
                    var answer = await response.Content.ReadAsStringAsync();

                    Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{path} without {missing}: {(int)response.StatusCode} {answer}");
                    Assert.Contains("was cut on its way", answer, StringComparison.Ordinal);
                }
            }
        }

        Assert.Empty(_upstream.Requests);
        Assert.Empty(_connector.SavedFiles);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_bomb_is_refused_at_the_limit_of_decoded_bytes_on_every_route(string encoding)
    {
        var blanks = new byte[FileStore.MostBytes + (2 * 1024 * 1024)];
        blanks.AsSpan().Fill((byte)' ');
        var bomb = Encode(encoding, blanks);
        Assert.InRange(bomb.Length, 1, 512 * 1024);
        foreach (var (path, type) in new[] { (TestConnector.TextToImage, "application/json"), (Batches, "application/json"), (Mcp, "application/json"), (Files, "image/png") })
        {
            using var response = await SendAsync(path, type, bomb, encoding);

            Assert.True(response.StatusCode == HttpStatusCode.RequestEntityTooLarge, $"{path}: {await response.Content.ReadAsStringAsync()}");
        }
    }

    [Fact]
    public async Task Compressed_data_that_holds_nothing_is_refused_before_it_is_read_for_ever()
    {
        var empty = Encode("gzip", []);
        var members = new byte[empty.Length * 400_000];
        for (var at = 0; at < members.Length; at += empty.Length)
        {
            empty.CopyTo(members, at);
        }

        using var response = await SendAsync(TestConnector.TextToImage, "application/json", members, "gzip");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("image/*;q=0", false)]
    [InlineData("image/*;q=0.0", false)]
    [InlineData("IMAGE/*; Q=0, */*", false)]
    [InlineData("image/png;q=0, application/json", false)]
    [InlineData("application/json;q=0.5, image/*;q=0", false)]
    [InlineData("*/*, image/*;q=0.9", false)]
    [InlineData("image/*", true)]
    [InlineData("Image/PNG", true)]
    [InlineData("image/png, */*;q=0", true)]
    [InlineData("image/*;q=0, image/png", true)]
    [InlineData("application/json;q=0, image/*;q=0.1", true)]
    public async Task A_quality_of_nothing_means_no(string accept, bool isPicture)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/actions/stability-generate-core?wait=true") { Content = Json("{\"prompt\": \"x\", \"output_format\": \"png\"}") };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await _connector.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, isPicture ? "image/png" : "application/json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task A_type_with_a_quality_of_nothing_is_not_sent_for_a_wider_one()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/actions/stability-generate-core") { Content = Json("{\"prompt\": \"x\", \"output_format\": \"png\"}") };
        request.Headers.TryAddWithoutValidation("Accept", "image/*, image/png;q=0");
        using var response = await _connector.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
        Assert.Empty(_upstream.Requests);
    }

    [Fact]
    public async Task A_number_for_a_text_is_its_text_in_every_action_and_batch_and_tool()
    {
        foreach (var action in Catalog.All.Actions)
        {
            foreach (var parameter in action.ParametersOfWaited.OfType<TextParameter>())
            {
                foreach (var number in new[] { "7", "2026", "-1.50", "1e3" })
                {
                    var (asNumber, asText) = ($"{{\"{parameter.Name}\": {number}}}", $"{{\"{parameter.Name}\": \"{number}\"}}");
                    Assert.Equal(await SeenAsync(action, asText), await SeenAsync(action, asNumber));
                    Assert.Equal(await SeenInBatchAsync(action, asText), await SeenInBatchAsync(action, asNumber));
                }
            }
        }

        await _connector.PostAsync("""{"text_prompts": [{"text": 2026}]}""");
        Assert.Contains("\"2026\"", _upstream.Requests[^1].Body, StringComparison.Ordinal);
        using var tool = await SendAsync(
            Mcp,
            "application/json",
            """{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "stability-generate-core", "arguments": {"prompt": 2027}}}"""u8.ToArray());
        Assert.Contains("2027", _upstream.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused_in_json_on_every_route_and_never_replaced()
    {
        foreach (var action in Catalog.All.Actions)
        {
            foreach (var parameter in action.ParametersOfWaited.Where(parameter => parameter is TextParameter or ListParameter or ObjectParameter))
            {
                var value = parameter switch { ListParameter => "[{\"text\": \"\u00FC\"}]", ObjectParameter => "{\"a\": \"\u00FC\"}", _ => "\"\u00FC\"" };
                var input = $"{{\"{parameter.Name}\": {value}}}";
                foreach (var (path, body) in new[]
                {
                    ($"api/actions/{action.Name}", input),
                    (Batches, $"{{\"action\": \"{action.Name}\", \"inputs\": [{input}]}}"),
                    (Mcp, $"{{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {{\"name\": \"{action.Name}\", \"arguments\": {input}}}}}"),
                })
                {
                    using var response = await SendAsync(path, "application/json", Encoding.Latin1.GetBytes(body));
                    var text = await response.Content.ReadAsStringAsync();

                    Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{path} {input}: {(int)response.StatusCode} {text}");
                    Assert.True(path == Mcp || text.Contains(parameter.Name, StringComparison.Ordinal), $"{path} {input}: {text}");
                }
            }
        }

        Assert.Empty(_upstream.Requests);
    }

    private static byte[] Encode(string encoding, byte[] body)
    {
        using var encoded = new MemoryStream();
        using (Stream encoder = encoding.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" or "gzip, identity" => new GZipStream(encoded, CompressionLevel.Optimal, leaveOpen: true),
            "gzip stored" => new GZipStream(encoded, CompressionLevel.NoCompression, leaveOpen: true),
            "deflate" => new ZLibStream(encoded, CompressionLevel.Optimal, leaveOpen: true),
            "raw deflate" => new DeflateStream(encoded, CompressionLevel.Optimal, leaveOpen: true),
            "br" => new BrotliStream(encoded, CompressionLevel.Optimal, leaveOpen: true),
            _ => new BufferedStream(encoded),
        })
        {
            encoder.Write(body);
            encoder.Flush();
            if (encoder is BufferedStream)
            {
                return encoded.ToArray();
            }
        }

        return encoded.ToArray();
    }

    private static string Problems(JsonNode answer) =>
        string.Join(", ", (answer["problems"] as JsonArray ?? []).Select(problem => $"{problem!["parameter"]} {problem["code"]}"));

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private async Task<string> SeenAsync(ConnectorAction action, string body)
    {
        var (_, answer) = await _connector.PostAsync(body, path: $"api/actions/{action.Name}?dry_run=true");
        return Problems(answer);
    }

    private async Task<string> SeenInBatchAsync(ConnectorAction action, string body)
    {
        // The unknown name keeps the batch from being run.
        var (_, answer) = await _connector.PostAsync($$"""{"action": "{{action.Name}}", "inputs": [{{body}}, {"nothing": 1}]}""", path: Batches);
        return Problems(answer);
    }

    private async Task ExpectSuccessAsync(string path, string type, byte[] body, string? encoding = null)
    {
        using var response = await SendAsync(path, type, body, encoding);
        Assert.True(response.IsSuccessStatusCode, $"{path} with {type} {encoding}: {await response.Content.ReadAsStringAsync()}");
    }

    private Task<HttpResponseMessage> SendAsync(string path, string type, byte[] body, string? encoding = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
        if (encoding is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        return _connector.Http.SendAsync(request);
    }
}
