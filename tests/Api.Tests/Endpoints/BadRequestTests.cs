using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>More than two hundred bad requests: each gets a 4xx problem that names the fault, and upstream hears of none.</summary>
public sealed class BadRequestTests : IAsyncLifetime
{
    private readonly List<string> _wrong = [];
    private ScriptedUpstream _upstream = null!;
    private TestConnector _connector = null!;
    private int _sent;

    public async Task InitializeAsync()
    {
        _upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        _connector = await TestConnector.StartAsync(_upstream);
    }

    public async Task DisposeAsync()
    {
        await _connector.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task Every_wrong_value_of_every_parameter_is_refused_by_name()
    {
        var (image, audio) = (await _connector.UploadAsync(ExampleStore.Png), await _connector.UploadAsync(ExampleStore.Wav));
        string[] wrongForAll = ["true", "[]", "{}", "[[]]", "{\"a\": 1}", "[1, 2]", "\"\\ud800\""];
        foreach (var action in Catalog.All.Actions)
        {
            foreach (var parameter in action.Parameters)
            {
                foreach (var value in wrongForAll.Concat(WrongFor(parameter)).Where(value => !IsRightFor(parameter, value)))
                {
                    var body = await Examples.IncludingAsync(action, parameter);
                    body.Remove(parameter.Name);
                    foreach (var file in action.Parameters.OfType<FileParameter>().Where(file => body.ContainsKey(file.Name)))
                    {
                        body[file.Name] = file.Noun == "audio" ? audio : image;
                    }

                    var json = body.ToJsonString();
                    json = $"{json[..^1]}{(body.Count > 0 ? "," : "")}\"{parameter.Name}\":{value}}}";
                    await ExpectAsync(400, "invalid_input", Json(json, $"api/actions/{action.Name}"), parameter.Name);
                }
            }
        }

        AssertAllRefused(atLeast: 150);
    }

    [Fact]
    public async Task Bad_bodies_content_types_names_and_routes_are_refused_with_their_own_codes()
    {
        foreach (var body in new[] { "", " ", "null", "1", "\"x\"", "[]", "{", "{\"prompt\"}", "{\"prompt\":}", "{\"prompt\":\"x\",}", "{'prompt':'x'}", "{} {}", "\u0000", "{\"prompt\":\"x\" //c\n}", "prompt=x", "<xml/>" })
        {
            await ExpectAsync(400, "invalid_json", Json(body));
        }

        await ExpectAsync(400, "invalid_json", Json("{\"extras\":" + new string('[', 5000)));
        await ExpectAsync(400, "invalid_json", Raw([0x7B, 0xFF, 0xFE, 0x7D], "application/json"));
        foreach (var body in new[] { "{}", "{\"prompt\":null}", "{\"prompt\":\"\"}", "{\"PROMPT\":\"x\"}", "{\"prompt\":\"x\",\"prompt\":\"y\"}", "{\"prompt\":\"x\",\"width\":1024,\"height\":1000}", "{\"prompt\":\"x\",\"width\":512,\"height\":512}", "{\"prompt\":\"x\",\"syncDir\":\"/tmp\"}", "{\"prompt\":\"x\",\"\":1}", "{\"prompt\":\"x\",\"__proto__\":{}}", "{\"prompt\":\"x\",\"\\ud800\":1}", "{\"negative_prompt\":\"x\"}" })
        {
            await ExpectAsync(400, "invalid_input", Json(body));
        }

        foreach (var type in new[] { "text/plain", "application/xml", "application/x-www-form-urlencoded", "image/png", "application/json; charset=utf-16", "application/json; charset=latin1", "json", "multipart/mixed; boundary=x", "*/*" })
        {
            await ExpectAsync(415, "unsupported_media_type", Raw("{\"prompt\":\"x\"}"u8.ToArray(), type));
        }

        await ExpectAsync(415, "unsupported_media_type", Raw("{\"prompt\":\"x\"}"u8.ToArray(), contentType: null));
        foreach (var (type, body) in new[]
        {
            ("multipart/form-data", "x"), ("multipart/form-data; boundary=", "x"), ("multipart/form-data; boundary=x", ""),
            ("multipart/form-data; boundary=x", "--y\r\n\r\n"), ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\ncut"),
            ("multipart/form-data; boundary=x", "--x\r\n\r\nno name\r\n--x--"), ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--x--"),
            ("multipart/form-data; boundary=x", $"--x\r\n{string.Concat(Enumerable.Range(0, 50).Select(index => $"H{index}: 1\r\n"))}\r\nheaders\r\n--x--"),
            ("multipart/form-data; boundary=" + new string('b', 200), "x"),
        })
        {
            await ExpectAsync(400, "invalid_form", Raw(Encoding.UTF8.GetBytes(body), type));
        }

        await ExpectAsync(400, "invalid_input", Raw([.. "--x\r\nContent-Disposition: form-data; name=\"prompt\"; filename=\"a.png\"\r\n\r\n"u8, 0x89, .. "PNG\r\n--x--"u8], "multipart/form-data; boundary=x"), "prompt");
        await ExpectAsync(413, "payload_too_large", Json("{\"prompt\":\"" + new string('x', 11 * 1024 * 1024) + "\"}"));
        foreach (var path in new[] { "api/actions/nothing", "api/actions/dreamstudio-text-to-imag", "api/actions/..", "api/actions/%2e%2e", "api/actions/<script>" })
        {
            await ExpectAsync(404, null, Json("{\"prompt\":\"x\"}", path));
        }

        foreach (var path in new[] { "api", "api/", "api/nothing", "api/actions/dreamstudio-text-to-image/more", "api/options/dreamstudio", "nothing" })
        {
            await ExpectAsync(404, null, new HttpRequestMessage(HttpMethod.Get, path));
        }

        foreach (var method in new[] { HttpMethod.Delete, HttpMethod.Put, HttpMethod.Patch })
        {
            await ExpectAsync(405, "method_not_allowed", new HttpRequestMessage(method, TestConnector.TextToImage));
            await ExpectAsync(405, "method_not_allowed", new HttpRequestMessage(method, "api/actions"));
        }

        AssertAllRefused(atLeast: 65);
    }

    [Fact]
    public async Task A_chunked_body_without_end_is_refused_at_the_limit()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_connector.Http.BaseAddress!.Host, _connector.Http.BaseAddress.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /{TestConnector.TextToImage} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"));
        var chunk = Encoding.ASCII.GetBytes($"10000\r\n{new string(' ', 0x10000)}\r\n");
        for (var sent = 0; sent < 17; sent++)
        {
            await stream.WriteAsync(chunk);
        }

        var answer = new byte[12];
        await stream.ReadExactlyAsync(answer);

        Assert.Equal("HTTP/1.1 413", Encoding.ASCII.GetString(answer));
        Assert.Empty(_upstream.Requests);
    }

    private static IEnumerable<string> WrongFor(Parameter parameter) => parameter switch
    {
        WholeNumberParameter or NumberParameter => ["\"x\"", "\"\"", "1e300", "-1e300", "\"1,5\"", "\"NaN\"", "-1e10", .. parameter.Minimum is { } min ? [$"{(decimal)min - 1}"] : Array.Empty<string>()],
        ChoiceParameter => ["\"no such choice\"", "\"\"", "7", "-1"],
        TextParameter { MaxLength: { } longest } => [$"\"{new string('x', longest + 1)}\""],
        TextParameter => [],
        FileParameter => ["7", "\"\"", "\"../secret.png\"", "\"no/such/file.png\"", "\"not base64!\"", "\"http://example.org/a.png\"", "\"file:///etc/passwd\"", "\"https://127.0.0.1/a.png\""],
        _ => ["7", "\"x\"", "\"\""],
    };

    private static bool IsRightFor(Parameter parameter, string value) =>
        (value == "\"\"" && !parameter.Required) || (parameter is FlagParameter && value == "true") || (parameter is ObjectParameter && value[0] == '{') || (parameter is NumberParameter { Min: null, Max: null } && double.TryParse(value, out _));

    private static HttpRequestMessage Json(string body, string path = TestConnector.TextToImage) => Raw(Encoding.UTF8.GetBytes(body), "application/json", path);

    private static HttpRequestMessage Raw(byte[] body, string? contentType, string path = TestConnector.TextToImage)
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
    }

    private async Task ExpectAsync(int status, string? code, HttpRequestMessage request, string? parameter = null)
    {
        using (request)
        {
            _sent++;
            var response = await _connector.Http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            var shown = $"{request.Method} {request.RequestUri} {(request.Content is null ? "" : Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync()) is { Length: > 150 } longText ? longText[..150] : await request.Content.ReadAsStringAsync())}";
            if ((int)response.StatusCode != status || response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            {
                _wrong.Add($"{(int)response.StatusCode} {text} for {shown}");
                return;
            }

            var problem = JsonNode.Parse(text)!;
            if ((code is not null && problem["code"]!.GetValue<string>() != code)
                || problem["detail"]!.GetValue<string>().Length < 20
                || (parameter is not null && !problem["problems"]!.AsArray().Any(one => one!["parameter"]!.GetValue<string>().StartsWith(parameter, StringComparison.Ordinal))))
            {
                _wrong.Add($"{text} for {shown}");
            }
        }
    }

    private void AssertAllRefused(int atLeast)
    {
        Assert.True(_wrong.Count == 0, string.Join(Environment.NewLine, _wrong.Take(20)));
        Assert.True(_sent >= atLeast, $"{_sent} requests were sent.");
        Assert.Empty(_upstream.Requests);
        Assert.DoesNotContain(_connector.Files.Files, file => !file.StartsWith("uploads/", StringComparison.Ordinal));
    }
}
