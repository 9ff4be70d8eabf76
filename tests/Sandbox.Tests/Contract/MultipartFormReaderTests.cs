using System.Text;
using Connector.Sandbox.Contract;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.Tests.Contract;

public class MultipartFormReaderTests
{
    private const long Limit = 10_000;

    [Fact]
    public async Task Texts_and_files_are_told_apart_and_the_last_of_a_name_counts()
    {
        var reading = await ReadAsync(
            Part("a", "first"), Part("a", "Zwölf 🗼"), Part("image", "text"), Part("image", "bytes", "; filename=\"a.png\""), Part("star", "x", "; filename*=UTF-8''%C3%A4.png"));

        Assert.Equal(FormOutcome.Read, reading.Outcome);
        Assert.Equal([KeyValuePair.Create("a", "Zwölf 🗼")], reading.Form.Texts);
        Assert.Equal(["image", "star"], reading.Form.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("bytes"u8.ToArray(), reading.Form.Files["image"].Content.ToArray());
        Assert.Equal("ä.png", reading.Form.Files["star"].FileName);
    }

    [Fact]
    public async Task A_part_without_a_name_is_no_field() =>
        Assert.Empty((await ReadAsync("Content-Type: text/plain\r\n\r\nx", "Content-Disposition: form-data; name=\"\"\r\n\r\nx")).Form.Texts);

    [Theory]
    [InlineData(1, 9_000, nameof(FormOutcome.Read))]
    [InlineData(1, 10_000, nameof(FormOutcome.TooLarge))]
    [InlineData(10, 1_000, nameof(FormOutcome.TooLarge))]
    [InlineData(100, 0, nameof(FormOutcome.TooLarge))]
    public async Task A_body_of_unknown_length_is_read_no_further_than_its_limit(int parts, int length, string outcome) => Assert.Equal(
        outcome, (await ReadAsync([.. Enumerable.Range(0, parts).Select(part => Part($"p{part}", new string('a', length)))])).Outcome.ToString());

    [Theory]
    [InlineData(null, nameof(FormOutcome.NoContentType))]
    [InlineData("application/json", nameof(FormOutcome.NotMultipart))]
    [InlineData("multipart/form-data", nameof(FormOutcome.NotMultipart))]
    [InlineData("multipart/form-data; boundary=other", nameof(FormOutcome.Malformed))]
    [InlineData("multipart/form-data; boundary=\"b\"", nameof(FormOutcome.Read))]
    public async Task The_content_type_must_fit_the_body(string? contentType, string outcome)
    {
        var request = Request(Encoding.UTF8.GetBytes(Body(Part("a", "x"))));
        request.ContentType = contentType;

        Assert.Equal(outcome, (await MultipartFormReader.ReadAsync(request, Limit, CancellationToken.None)).Outcome.ToString());
    }

    [Fact]
    public async Task Half_a_body_and_broken_text_are_malformed()
    {
        var whole = Encoding.UTF8.GetBytes(Body(Part("a", "x")));
        byte[] broken = [.. Encoding.UTF8.GetBytes("--b\r\n" + Part("a", "")), 0xFF, .. "\r\n--b--\r\n"u8];

        Assert.Equal(FormOutcome.Malformed, (await MultipartFormReader.ReadAsync(Request(whole[..^8]), Limit, CancellationToken.None)).Outcome);
        Assert.Equal(FormOutcome.Malformed, (await MultipartFormReader.ReadAsync(Request(broken), Limit, CancellationToken.None)).Outcome);
    }

    private static Task<FormReading> ReadAsync(params string[] parts) =>
        MultipartFormReader.ReadAsync(Request(Encoding.UTF8.GetBytes(Body(parts))), Limit, CancellationToken.None);

    private static string Part(string name, string content, string more = "") =>
        $"Content-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{content}";

    private static string Body(params string[] parts) => string.Concat(parts.Select(part => $"--b\r\n{part}\r\n")) + "--b--\r\n";

    private static HttpRequest Request(byte[] body)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = "multipart/form-data; boundary=b";
        request.Body = new MemoryStream(body);
        return request;
    }
}
