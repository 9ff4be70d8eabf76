using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Input;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Abuse;

/// <summary>Bodies and headers meant to use up memory, disk or time: each is refused early, and nothing of it is left.</summary>
[Collection(nameof(WholeMachine))]
public sealed class BodyTests : IAsyncLifetime
{
    private const string Part = "--x\r\nContent-Disposition: form-data; name=";
    private static readonly string Form = "multipart/form-data; boundary=x";

    private ScriptedUpstream _upstream = null!;
    private TestConnector _connector = null!;

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

    [Theory]
    [InlineData("{\"a\":")]
    [InlineData("{\"image\":[")]
    [InlineData("[")]
    public async Task Deeply_nested_json_is_refused_by_every_action(string level)
    {
        foreach (var action in Catalog.All.Actions)
        {
            await AssertRefusedAsync(400, "invalid_json", action, "application/json", string.Concat(Enumerable.Repeat(level, 100_000)));
        }

        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Too_much_text_is_refused_by_every_action_however_it_is_spread()
    {
        var text = new string('x', InputLimits.TextBytes / 2);
        foreach (var action in Catalog.All.Actions)
        {
            await AssertRefusedAsync(413, "payload_too_large", action, "application/json", $"{{\"a\":\"{text}\",\"b\":\"{text}\",\"c\":\"{text}\"}}");
            await AssertRefusedAsync(413, "payload_too_large", action, Form, string.Concat(Enumerable.Repeat($"{Part}\"a\"\r\n\r\n{text}\r\n", 3)) + "--x--");
            await AssertRefusedAsync(413, "payload_too_large", action, Form, $"{Part}\"a\"; filename=\"a\"\r\n\r\n{text}{text}{text}\r\n--x--");
        }

        AssertNothingIsLeft();
    }

    [Theory]
    [InlineData("\"a\"")]
    [InlineData("\"a\"; filename=\"a\"")]
    [InlineData("\"image\"; filename=\"a\"")]
    [InlineData("\"text_prompts[0][text]\"")]
    public async Task A_form_of_countless_parts_is_refused_by_every_action(string disposition)
    {
        var bomb = string.Concat(Enumerable.Repeat($"{Part}{disposition}\r\n\r\n1\r\n", 10_000)) + "--x--";
        foreach (var action in Catalog.All.Actions)
        {
            await AssertRefusedAsync(400, "invalid_form", action, Form, bomb);
        }

        using var content = Content(Form, string.Concat(Enumerable.Repeat($"{Part}\"a\"\r\n\r\n1\r\n", 10_000)) + "--x--");
        using var answer = await _connector.Http.PostAsync(new Uri("api/files", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        AssertNothingIsLeft();
    }

    [Theory]
    [InlineData("name")]
    [InlineData("headers")]
    [InlineData("header")]
    [InlineData("preamble")]
    public async Task A_part_with_too_much_around_it_is_refused(string what)
    {
        var flood = new string('x', InputLimits.TextBytes / 2);
        var body = what switch
        {
            "name" => $"{Part}\"{flood}\"\r\n\r\n1\r\n--x--",
            "headers" => $"{Part}\"a\"\r\n{string.Concat(Enumerable.Range(0, 10_000).Select(index => $"H{index}: 1\r\n"))}\r\n1\r\n--x--",
            "header" => $"{Part}\"a\"\r\nX: {flood}\r\n\r\n1\r\n--x--",
            _ => $"{flood}\r\n{Part}\"prompt\"\r\n\r\n\r\n--x--",
        };
        await AssertRefusedAsync(400, "invalid_form", Catalog.All.Find("dreamstudio-text-to-image"), Form, body);
        AssertNothingIsLeft();
    }

    [Theory]
    [InlineData(431, "GET /api/health HTTP/1.1", 1000, 10)]
    [InlineData(431, "GET /api/health HTTP/1.1", 1, 100_000)]
    [InlineData(414, "GET /api/files/{flood} HTTP/1.1", 0, 0)]
    [InlineData(414, "GET /api/files?prefix={flood} HTTP/1.1", 0, 0)]
    public async Task A_flood_of_headers_or_a_request_line_without_end_is_refused(int status, string line, int headers, int length)
    {
        var flood = line.Replace("{flood}", new string('a', 100_000), StringComparison.Ordinal);
        var answer = await RawHttp.SendAsync(
            _connector.Http.BaseAddress!,
            $"{flood}\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, headers).Select(index => $"X-{index}: {new string('a', length)}\r\n"))}\r\n");

        Assert.Equal(status, RawHttp.Status(answer));
    }

    [Theory]
    [InlineData("POST /api/actions/dreamstudio-text-to-image HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/files HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("POST /api/actions/dreamstudio-text-to-image HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n123456")]
    [InlineData("POST /api/actions/dreamstudio-text-to-image HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST /api/actions/dreamstudio-text-to-image HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n")]
    [InlineData("POST /api/files HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n")]
    [InlineData("GET /api/health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n")]
    [InlineData("GET /api/health HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n")]
    [InlineData("GET http://evil.example/api/health HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    public async Task Ambiguous_framing_is_answered_once_and_the_connection_closed(string request)
    {
        var answer = await RawHttp.SendAsync(_connector.Http.BaseAddress!, request);

        Assert.Equal(400, RawHttp.Status(answer));
        Assert.Single(answer.Split("HTTP/1.1 ").Skip(1));
        Assert.Empty(_upstream.Requests);
    }

    private static ByteArrayContent Content(string type, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private async Task AssertRefusedAsync(int status, string? code, ConnectorAction action, string type, string body)
    {
        using var content = Content(type, body);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/actions/{action.Name}") { Content = content };

        // It answers before the body is over, and closes then; a client that went on sending would miss the answer.
        request.Headers.ExpectContinue = false;
        using var answer = await _connector.Http.SendAsync(request);
        var problem = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status && (code is null || JsonNode.Parse(problem)!["code"]!.GetValue<string>() == code), $"{action.Name}: {problem}");
    }

    private void AssertNothingIsLeft()
    {
        Assert.Empty(_upstream.Requests);
        Assert.Empty(_connector.SavedFiles);
        Assert.Empty(WholeMachine.SpooledFiles);
    }
}
