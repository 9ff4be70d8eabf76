using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.Extensions.Logging;

namespace Connector.Cli.Tests.Hosting;

public class LogLineFormatterTests
{
    private const string Forged = "info: Connector: all is well";

    public static TheoryData<string> Breaks => ["\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\v", "\f", "\u001b[2K\u001b[1A", "\u009b2K", "\b\b\b", "\0", "\u202e"];

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Text_from_outside_neither_begins_an_entry_nor_steers_a_terminal(string text)
    {
        using var log = new LogLines();
        var logger = log.CreateLogger("category");

        logger.LogInformation(new InvalidOperationException($"inner{text}{Forged}"), "{Text}", $"outer{text}{Forged}");

        var lines = log.Entries.Single().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info: category: outer\\u", lines[0]);
        Assert.All(lines[1..], line => Assert.StartsWith("      ", line, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotContain(line, character => char.IsControl(character) || "\u2028\u2029\u202e".Contains(character)));
    }

    /// <summary>Everywhere a caller can put text: path, query, names and values of headers and parameters, a part's name and file name.</summary>
    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task No_request_forges_an_entry(string text)
    {
        using var log = new LogLines();
        await using var upstream = await ScriptedUpstream.StartAsync(500, "text/plain", System.Text.Encoding.UTF8.GetBytes(text + Forged));
        await using var connector = await TestConnector.StartAsync(
            builder => builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace), TestConnector.Calling(upstream));
        var escaped = Uri.EscapeDataString(text + Forged);
        var json = System.Text.Json.Nodes.JsonValue.Create(text + Forged).ToJsonString();

        foreach (var path in new[] { $"api/{escaped}", $"api/actions/{escaped}", $"api/files/{escaped}.png", $"api/files?prefix={escaped}", $"api/options/{escaped}/{escaped}?action={escaped}" })
        {
            (await connector.Http.GetAsync(new Uri(path, UriKind.Relative))).Dispose();
        }

        foreach (var body in new[] { $"{{\"prompt\": {json}}}", $"{{{json}: 1}}", $"{{\"prompt\": \"x\", \"engine_id\": {json}}}", $"{{\"prompt\": \"x\", \"organization\": {json}}}" })
        {
            await connector.PostAsync(body);
        }

        using var form = new MultipartFormDataContent { { new StringContent(text + Forged), "prompt" } };
        using var file = new ByteArrayContent([1]);
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{escaped}\"; filename*=UTF-8''{escaped}");
        form.Add(file);
        (await connector.Http.PostAsync(new Uri(TestConnector.TextToImage, UriKind.Relative), form)).Dispose();
        await RawHttp.SendAsync(connector.Http.BaseAddress!, $"GET /api/actions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: a{text}{Forged}\r\n\r\n");

        Assert.True(log.Entries.Count > 10);
        Assert.DoesNotContain(
            log.Entries.SelectMany(entry => entry.Split(['\n', '\r', '\u0085', '\u2028', '\u2029', '\v', '\f'])), line => line.StartsWith(Forged, StringComparison.Ordinal));
        Assert.DoesNotContain(log.Entries, entry => entry.Contains('\u001b') || entry.Contains('\u009b') || entry.Contains('\0'));
    }
}
