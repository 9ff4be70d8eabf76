using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>Forms as clients write them: what a part is, in which charset and encoding, and under which spelling of its name.</summary>
public sealed class FormTests : IAsyncLifetime
{
    private const string Core = "api/actions/stability-generate-core";
    private const string Upscale = "api/actions/stability-upscale-fast";

    private static readonly byte[] Picture = TestPng.CreatePlain(64, 64);

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
    [InlineData("Content-Type: image/png")]
    [InlineData("Content-Type: IMAGE/PNG")]
    [InlineData("Content-Type: application/octet-stream")]
    [InlineData("Content-Type: image/png\r\nContent-Transfer-Encoding: binary")]
    [InlineData("X-Nothing: told")]
    [InlineData("Content-Type: text/plain; charset=utf-8")]
    public async Task A_part_of_a_file_parameter_is_a_file_without_a_filename_in_every_action(string headers)
    {
        foreach (var (action, body, file) in await FileCallsAsync())
        {
            var (status, answer) = await SendAsync(
                $"api/actions/{action.Name}?dry_run=true",
                [.. body.Select(field => field.Key == file.Name ? Part(field.Key, headers, BytesFor(file)) : Text(field.Key, field.Value!))]);

            Assert.True(status == HttpStatusCode.OK, $"{action.Name}: {answer}");
        }
    }

    [Theory]
    [InlineData("prompt.txt", "Content-Type: text/plain")]
    [InlineData("blob", "Content-Type: application/octet-stream")]
    [InlineData("prompt", "X-Nothing: told")]
    public async Task A_part_of_any_other_parameter_is_a_text_with_a_filename_in_every_action(string filename, string headers)
    {
        foreach (var action in Catalog.All.Actions.Where(action => action.Endpoint.Method == HttpMethod.Post))
        {
            var body = await _connector.Http.ExampleAsync(action);
            var files = action.Parameters.OfType<FileParameter>().Select(file => file.Name).ToList();

            var (status, answer) = await SendAsync(
                $"api/actions/{action.Name}?dry_run=true",
                [.. body.Select(field => files.Contains(field.Key) ? Text(field.Key, field.Value!) : Part(field.Key, headers, Bytes(field.Value!), filename))]);

            Assert.True(status == HttpStatusCode.OK, $"{action.Name}: {answer}");
        }
    }

    [Theory]
    [InlineData("image; filename=\"\"", "Content-Type: application/octet-stream")]
    [InlineData("image", "Content-Type: image/png")]
    [InlineData("image", "X-Nothing: told")]
    public async Task A_file_that_was_not_chosen_is_left_out(string name, string headers)
    {
        var parameter = name.Split(';')[0];
        var (status, answer) = await SendAsync(
            "api/actions/stability-generate-sd3", [Part("prompt", "X-Nothing: told", "a cliff"u8.ToArray()), Raw($"name={name}", headers, [])]);

        Assert.True(status == HttpStatusCode.OK, answer.ToJsonString());
        Assert.DoesNotContain($"name=\"{parameter}\"", _upstream.Requests.Single().Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iso-8859-1", "Gr\u00FC\u00DFe")]
    [InlineData("ISO-8859-1", "Gr\u00FC\u00DFe")]
    [InlineData("\"latin1\"", "Gr\u00FC\u00DFe")]
    [InlineData("windows-1252", "\u20AC 5 \u201Ccliff\u201D")]
    [InlineData("cp1252", "\u20AC 5")]
    [InlineData("utf-16", "Gr\u00FC\u00DFe \u20AC")]
    [InlineData("utf-16be", "Gr\u00FC\u00DFe \u20AC")]
    [InlineData("shift_jis", "\u706F\u53F0")]
    [InlineData("gb18030", "\u706F\u5854")]
    [InlineData("koi8-r", "\u043C\u0430\u044F\u043A")]
    [InlineData("utf8", "Gr\u00FC\u00DFe \u706F")]
    [InlineData("\"UTF-8\"", "Gr\u00FC\u00DFe")]
    [InlineData("us-ascii", "A cliff")]
    public async Task A_part_s_charset_is_honoured(string charset, string prompt)
    {
        var bytes = Encode(charset, prompt);
        await ExpectPromptAsync(prompt, Part("prompt", $"Content-Type: text/plain; charset={charset}", bytes));
        await ExpectPromptAsync(prompt, Part("_charset_", "X-Nothing: told", Encoding.ASCII.GetBytes(charset.Trim('"'))), Part("prompt", "X-Nothing: told", bytes));
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_a_text()
    {
        await ExpectPromptAsync("a cliff", Part("prompt", "Content-Type: text/plain", [0xEF, 0xBB, 0xBF, .. "a cliff"u8]));
        await ExpectPromptAsync("a cliff", Part("prompt", "Content-Type: text/plain; charset=utf-16", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("a cliff")]));
    }

    [Theory]
    [InlineData("X-Nothing: told", "Gr\u00FC\u00DFe")]
    [InlineData("Content-Type: text/plain; charset=utf-8", "Gr\u00FC\u00DFe")]
    [InlineData("Content-Type: text/plain; charset=us-ascii", "Gr\u00FC\u00DFe")]
    [InlineData("Content-Type: text/plain; charset=utf-16", "odd")]
    [InlineData("Content-Type: text/plain; charset=shift_jis", "cliff \u0081")]
    [InlineData("Content-Type: text/plain; charset=klingon", "a cliff")]
    [InlineData("Content-Type: text/plain; charset=utf-7", "a cliff")]
    [InlineData("Content-Transfer-Encoding: base64", "Not base64!")]
    [InlineData("Content-Transfer-Encoding: quoted-printable", "100 =% cliff")]
    [InlineData("Content-Transfer-Encoding: x-uuencode", "begin 644 prompt")]
    public async Task A_text_whose_bytes_are_none_is_refused_by_its_name_in_every_action(string headers, string latin)
    {
        foreach (var action in Catalog.All.Actions)
        {
            foreach (var parameter in action.Parameters.Where(parameter => parameter is TextParameter or ListParameter or ObjectParameter))
            {
                var (status, answer) = await SendAsync($"api/actions/{action.Name}", [Part(parameter.Name, headers, Encoding.Latin1.GetBytes(latin))]);

                Assert.Equal(HttpStatusCode.BadRequest, status);
                Assert.Contains(answer["problems"]!.AsArray(), problem => problem!["parameter"]!.GetValue<string>() == parameter.Name);
            }
        }

        Assert.Empty(_upstream.Requests);
    }

    [Fact]
    public async Task Transfer_encodings_are_undone_for_texts_and_files()
    {
        const string Prompt = "Gr\u00FC\u00DFe = a very long line";
        await ExpectPromptAsync(Prompt, Part("prompt", "Content-Transfer-Encoding: BASE64", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(Prompt)))));
        await ExpectPromptAsync(Prompt, Part("prompt", "Content-Transfer-Encoding: quoted-printable", "Gr=C3=BC=C3=9fe =3D a very =\r\nlong line="u8.ToArray()));
        await ExpectPromptAsync("\u20AC", Part("prompt", "Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable", "=80"u8.ToArray()));

        var wrapped = Encoding.ASCII.GetBytes(Convert.ToBase64String(Picture, Base64FormattingOptions.InsertLineBreaks));
        foreach (var part in new[]
        {
            Part("image", "Content-Type: image/png\r\nContent-Transfer-Encoding: base64", wrapped, "image.png"),
            Part("image", "Content-Type: image/png\r\nContent-Transfer-Encoding: base64", wrapped),
            Part("image", "Content-Transfer-Encoding: base64", wrapped),
            Part("image", "Content-Type: image/png\r\nContent-Transfer-Encoding: quoted-printable", QuotedPrintable(Picture), "image.png"),
            Part("image", "Content-Type: image/png", wrapped),
            Part("image", "Content-Type: text/plain; charset=utf-16", Encoding.Unicode.GetBytes(Convert.ToBase64String(Picture))),
        })
        {
            var (status, answer) = await SendAsync(Upscale + "?dry_run=true", [part]);
            Assert.True(status == HttpStatusCode.OK, answer.ToJsonString());
        }
    }

    [Theory]
    [InlineData("Content-Transfer-Encoding: base64", "=")]
    [InlineData("Content-Transfer-Encoding: x-own", "x")]
    public async Task A_file_that_is_not_encoded_as_it_says_is_refused_by_its_name(string headers, string content)
    {
        var (status, answer) = await SendAsync(Upscale, [Part("image", headers, Encoding.ASCII.GetBytes(content), "image.png")]);

        Assert.Equal((HttpStatusCode.BadRequest, "image"), (status, answer["problems"]![0]!["parameter"]!.GetValue<string>()));
        Assert.Empty(_connector.SavedFiles);
    }

    [Fact]
    public async Task Names_that_a_framework_marks_as_lists_are_read_for_every_parameter()
    {
        foreach (var action in Catalog.All.Actions.Where(action => action.Endpoint.Method == HttpMethod.Post))
        {
            var body = await _connector.Http.ExampleAsync(action);

            var (status, answer) = await SendAsync($"api/actions/{action.Name}?dry_run=true", [.. body.Select(field => Text(field.Key + "[]", field.Value!))]);

            Assert.True(status == HttpStatusCode.OK, $"{action.Name}: {answer}");
        }

        var (_, uploaded) = await SendAsync(Upscale + "?dry_run=true", [Part("image[]", "Content-Type: image/png", Picture, "image.png")]);
        Assert.True(uploaded["valid"]!.GetValue<bool>());
        var (_, twice) = await SendAsync(Core, [Part("prompt[]", "X-Nothing: told", "a"u8.ToArray()), Part("prompt[]", "X-Nothing: told", "b"u8.ToArray())]);
        Assert.Equal(("prompt", "duplicate"), (twice["problems"]![0]!["parameter"]!.GetValue<string>(), twice["problems"]![0]!["code"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("multipart/form-data", "--x--", "must name the boundary")]
    [InlineData("multipart/form-data; boundary=", "--x--", "must name the boundary")]
    [InlineData("multipart/form-data; boundary=y", "--x\r\nContent-Disposition: form-data; name=prompt\r\n\r\na\r\n--x--", "the boundary that its Content-Type names, --y")]
    [InlineData("multipart/form-data; boundary=x", "", "the boundary that its Content-Type names, --x")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=prompt\r\n\r\na cli", "ends within the part \"prompt\"")]
    public async Task What_a_broken_form_lacks_is_told_in_words_on_every_route(string type, string body, string words)
    {
        foreach (var path in new[] { Core, Upscale, "api/files" })
        {
            var (status, answer) = await SendAsync(path, type, Encoding.ASCII.GetBytes(body));

            Assert.Equal((HttpStatusCode.BadRequest, "invalid_form"), (status, answer["code"]!.GetValue<string>()));
            Assert.Contains(words.Replace("ends within the part \"prompt\"", path == "api/files" ? "without its closing boundary" : "ends within the part \"prompt\"", StringComparison.Ordinal), answer["detail"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.DoesNotContain("Stream", answer["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=\"x y\"", "x y")]
    [InlineData("Multipart/Form-Data; Boundary=x", "x")]
    [InlineData("multipart/form-data; boundary=----=_Part_0_1.2", "----=_Part_0_1.2")]
    [InlineData("multipart/form-data; charset=\"utf-8\"; boundary=x", "x")]
    [InlineData("multipart/form-data; boundary=x; charset=UTF8", "x")]
    public async Task Boundaries_are_read_as_clients_write_them(string type, string boundary)
    {
        var body = $"--{boundary}\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\na cliff\r\n--{boundary}--\r\n";

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Core, type, Encoding.ASCII.GetBytes(body))).Status);
    }

    [Theory]
    [InlineData("name=file", "Content-Type: image/png")]
    [InlineData("name=anything", "Content-Type: image/png")]
    [InlineData("name=file", "X-Nothing: told")]
    [InlineData("name=\"file[]\"", "X-Nothing: told")]
    [InlineData("name=f; filename=f", "X-Nothing: told")]
    public async Task A_file_is_stored_from_a_part_without_a_filename(string disposition, string headers)
    {
        var (status, answer) = await SendAsync("api/files", [Part("note", "X-Nothing: told", "a text"u8.ToArray()), Raw(disposition, headers, Picture)]);

        Assert.True(status == HttpStatusCode.Created, answer.ToJsonString());
    }

    private static byte[] Encode(string charset, string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(charset.Trim('"') switch { "utf8" => "utf-8", "cp1252" => "windows-1252", var name => name }).GetBytes(text);
    }

    private static byte[] QuotedPrintable(byte[] bytes) => Encoding.ASCII.GetBytes(
        string.Concat(bytes.Select((value, index) => $"={value:X2}{(index % 20 == 19 ? "=\r\n" : "")}")));

    private static byte[] Bytes(JsonNode value) => Encoding.UTF8.GetBytes(value.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString());

    private static byte[] BytesFor(FileParameter file) => file.Noun == "audio" ? ExampleStore.Wav : ExampleStore.Png;

    private static byte[] Text(string name, JsonNode value) => Part(name, "X-Nothing: told", Bytes(value));

    private static byte[] Part(string name, string headers, byte[] content, string? filename = null) =>
        Raw($"name=\"{name}\"{(filename is null ? "" : $"; filename=\"{filename}\"")}", headers, content);

    private static byte[] Raw(string disposition, string headers, byte[] content) =>
        [.. Encoding.ASCII.GetBytes($"--x\r\nContent-Disposition: form-data; {disposition}\r\n{headers}\r\n\r\n"), .. content, .. "\r\n"u8];

    /// <summary>Each file parameter of each action, in a call of its example.</summary>
    private async Task<IReadOnlyList<(ConnectorAction Action, JsonObject Body, FileParameter File)>> FileCallsAsync()
    {
        var calls = new List<(ConnectorAction, JsonObject, FileParameter)>();
        foreach (var action in Catalog.All.Actions.Where(action => action.Parameters.OfType<FileParameter>().Any()))
        {
            var body = await _connector.Http.ExampleAsync(action);
            calls.AddRange(action.Parameters.OfType<FileParameter>().Where(file => body.ContainsKey(file.Name)).Select(file => (action, body, file)));
        }

        return calls;
    }

    private async Task ExpectPromptAsync(string prompt, params byte[][] parts)
    {
        var before = _upstream.Requests.Count;
        var (status, answer) = await SendAsync(Core, parts);

        Assert.True(status == HttpStatusCode.OK, answer.ToJsonString());
        Assert.Contains($"\r\n\r\n{prompt}\r\n", _upstream.Requests[before].Body, StringComparison.Ordinal);
    }

    private Task<(HttpStatusCode Status, JsonNode Answer)> SendAsync(string path, IReadOnlyList<byte[]> parts) =>
        SendAsync(path, "multipart/form-data; boundary=x", [.. parts.SelectMany(part => part), .. "--x--\r\n"u8]);

    private async Task<(HttpStatusCode Status, JsonNode Answer)> SendAsync(string path, string type, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await _connector.Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
