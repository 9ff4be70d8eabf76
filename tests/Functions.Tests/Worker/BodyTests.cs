using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Connector.Testing;

namespace Connector.Functions.Tests.Worker;

/// <summary>Bodies of the size of pictures, on their way through the host to the worker and back.</summary>
public class BodyTests(WorkerFixture workers) : WorkerTest(workers)
{
    /// <summary>A little more than 4 MiB: what is random does not compress.</summary>
    private static readonly byte[] Picture = TestPng.Create(1024, 1366);

    [Fact]
    public async Task A_file_of_4_MiB_arrives_in_chunks_and_is_kept_byte_by_byte()
    {
        Assert.True(Picture.Length > 4 * 1024 * 1024);
        var worker = (await Workers.ScriptedAsync()).Worker;
        using var file = new StreamContent(new MemoryStream(Picture)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/files") { Content = file, Headers = { TransferEncodingChunked = true } };

        using var stored = await worker.Http.SendAsync(request, Limit);

        var path = JsonNode.Parse(await stored.Content.ReadAsStringAsync(Limit))!["path"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.Created, stored.StatusCode);
        Assert.Equal(Picture, await worker.Http.GetByteArrayAsync(new Uri($"api/files/{path}", UriKind.Relative), Limit));
    }

    [Fact]
    public async Task A_picture_of_4_MiB_arrives_as_a_part_of_a_form_and_another_is_the_answer()
    {
        var scripted = await Workers.ScriptedAsync();
        var drawn = TestPng.Create(1024, 1366, seed: 1);
        scripted.Script(drawn);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Picture), "image", "a.png" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/actions/stability-edit-remove-background") { Content = form };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("image/png"));

        using var answer = await scripted.Worker.Http.SendAsync(request, Limit);

        Assert.Equal((HttpStatusCode.OK, "image/png"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("stability-edit-remove-background/", Assert.Single(answer.Headers.GetValues("X-File-Path")), StringComparison.Ordinal);
        Assert.Equal(drawn, await answer.Content.ReadAsByteArrayAsync(Limit));
        Assert.True(Assert.Single(scripted.Requests).Bytes.AsSpan().IndexOf(Picture) >= 0);
    }
}
