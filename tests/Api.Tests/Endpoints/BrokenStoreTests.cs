using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.AspNetCore.Http;

namespace Connector.Api.Tests.Endpoints;

/// <summary>A store that is played, so that it breaks where the test says.</summary>
public class BrokenStoreTests
{
    private const string Path = "uploads/2026/11/21/x.png";

    private static readonly byte[] Png = TestPng.Create(1024, 1024);

    private static readonly Uri FileUrl = new($"api/files/{Path}", UriKind.Relative);

    [Fact]
    public async Task An_input_that_breaks_off_at_the_store_is_not_taken_for_a_fault_of_upstream_or_of_the_connector()
    {
        await using var store = await StartStoreAsync(blocks: 1);
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream, time: null, Settings(store));

        var (response, answer) = await connector.PostAsync($$"""{"image": "{{Path}}"}""", path: "api/actions/stability-upscale-fast");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "storage_unavailable"), (response.StatusCode, answer["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Half_a_file_does_not_look_whole()
    {
        await using var store = await StartStoreAsync(blocks: 1);
        await using var connector = await TestConnector.StartAsync(Settings(store));

        using var response = await connector.Http.GetAsync(FileUrl, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_file_that_breaks_off_before_its_first_byte_is_answered_with_a_problem_that_nobody_keeps()
    {
        await using var store = await StartStoreAsync(blocks: 0);
        await using var connector = await TestConnector.StartAsync(Settings(store));

        using var response = await connector.Http.GetAsync(FileUrl);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("storage_unavailable", JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Null(response.Headers.ETag);
        Assert.Null(response.Content.Headers.LastModified);
    }

    private static (string Name, string Value)[] Settings(ScriptedUpstream store) =>
    [
        ("Storage__Kind", "blob"),
        ("Storage__ConnectionString", $"AccountName=played;AccountKey=c2VjcmV0;BlobEndpoint={store.BaseUrl.AbsoluteUri}played"),
        ("Storage__Container", "files"),
    ];

    /// <summary>Every path holds the same file, of which so many blocks can be read.</summary>
    private static Task<ScriptedUpstream> StartStoreAsync(int blocks) => ScriptedUpstream.StartAsync(async context =>
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.ETag = "\"tag\"";
        response.Headers.LastModified = "Sat, 21 Nov 2026 00:00:00 GMT";
        response.Headers["x-ms-blob-type"] = "BlockBlob";
        if (HttpMethods.IsHead(request.Method))
        {
            response.ContentLength = Png.Length;
            return;
        }

        var range = request.Headers["x-ms-range"].ToString()["bytes=".Length..].Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray();
        var (start, end) = (range[0], Math.Min(range[1] + 1, Png.Length));
        if (start >= blocks * 1024 * 1024)
        {
            response.StatusCode = 404;
            response.Headers["x-ms-error-code"] = "BlobNotFound";
            return;
        }

        response.StatusCode = 206;
        response.Headers.ContentRange = $"bytes {start}-{end - 1}/{Png.Length}";
        response.ContentLength = end - start;
        await response.Body.WriteAsync(Png.AsMemory(start, end - start));
    });
}
