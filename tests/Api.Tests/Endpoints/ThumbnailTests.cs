using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Connector.Api.Http;
using Connector.Failures;
using Connector.Files;
using Connector.Images;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.AspNetCore.Http;

namespace Connector.Api.Tests.Endpoints;

/// <summary>Stored pictures in a smaller size or another format.</summary>
public class ThumbnailTests
{
    [Theory]
    [InlineData("width=320", 320, 240, "image/webp")]
    [InlineData("height=60&format=jpeg", 80, 60, "image/jpeg")]
    [InlineData("width=100&height=30&format=png", 40, 30, "image/png")]
    [InlineData("width=2048", 640, 480, "image/webp")]
    [InlineData("format=jpeg", 640, 480, "image/jpeg")]
    public async Task A_picture_is_drawn_within_what_is_asked_for_and_never_enlarged(string query, int width, int height, string type)
    {
        await using var connector = await TestConnector.StartAsync();
        var path = await connector.UploadAsync(TestPng.CreatePlain(640, 480));

        var response = await connector.Http.GetAsync(new Uri($"api/files/{path}?{query}", UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType!.ToString()));
        Assert.Equal((width, height), await SizeAsync(connector, response));
        Assert.Equal((true, TimeSpan.FromDays(365)), (response.Headers.CacheControl!.Private, response.Headers.CacheControl.MaxAge));
    }

    [Fact]
    public async Task A_photo_is_turned_as_its_exif_says()
    {
        await using var connector = await TestConnector.StartAsync();
        var photo = await File.ReadAllBytesAsync(Path.Combine(RepositoryFolder.Path, "tests/Connector.Tests/Images/Fixtures/exif-rotated.jpg"));
        using var content = new ByteArrayContent(photo) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } };
        var stored = await connector.Http.SendAsync("api/files", content);
        var (width, height) = (stored["width"]!.GetValue<int>(), stored["height"]!.GetValue<int>());

        var response = await connector.Http.GetAsync(new Uri($"api/files/{stored["path"]}?width=2048", UriKind.Relative));

        Assert.NotEqual(width, height);
        Assert.Equal((height, width), await SizeAsync(connector, response));
    }

    [Fact]
    public async Task A_tag_stands_for_file_and_size_and_saves_the_answer()
    {
        await using var connector = await TestConnector.StartAsync();
        var path = await connector.UploadAsync(TestPng.CreatePlain(640, 480));

        var small = await GetAsync("width=320", tag: null);
        var other = await GetAsync("width=321", tag: null);
        var whole = await connector.Http.GetAsync(new Uri($"api/files/{path}", UriKind.Relative));
        var known = await GetAsync("width=320", small.Headers.ETag);
        var changed = await GetAsync("width=320", other.Headers.ETag);

        Assert.Equal(3, new[] { small, other, whole }.Select(one => one.Headers.ETag!.Tag).Distinct().Count());
        Assert.Equal((HttpStatusCode.NotModified, small.Headers.ETag, 0), (known.StatusCode, known.Headers.ETag, (await known.Content.ReadAsByteArrayAsync()).Length));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(await small.Content.ReadAsByteArrayAsync(), await changed.Content.ReadAsByteArrayAsync());

        async Task<HttpResponseMessage> GetAsync(string query, EntityTagHeaderValue? tag)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"api/files/{path}?{query}");
            if (tag is not null)
            {
                request.Headers.IfNoneMatch.Add(tag);
            }

            return await connector.Http.SendAsync(request);
        }
    }

    [Theory]
    [InlineData("width=15", "width must be 16 to 2048; received 15.")]
    [InlineData("height=wide", "height must be a whole number")]
    [InlineData("format=gif", "must be one of webp, jpeg, png")]
    [InlineData("widht=320", "Did you mean \\\"width\\\"?")]
    [InlineData("width=320&view=recipe", "leave out width, or view")]
    public async Task What_cannot_be_drawn_is_refused_by_name(string query, string words)
    {
        await using var connector = await TestConnector.StartAsync();
        var path = await connector.UploadAsync(TestPng.CreatePlain(64, 64));

        var response = await connector.Http.GetAsync(new Uri($"api/files/{path}?{query}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(words, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sound_and_a_picture_of_too_many_pixels_are_told_in_words()
    {
        await using var connector = await TestConnector.StartAsync();
        var sound = await connector.UploadAsync(TestWav.Create(seconds: 1));
        var huge = await connector.UploadAsync(TestPng.CreatePlain(8000, 8000));

        var (soundStatus, soundProblem) = await ProblemAsync(connector, sound);
        var (hugeStatus, hugeProblem) = await ProblemAsync(connector, huge);

        Assert.Equal((422, "not_a_picture"), (soundStatus, soundProblem["code"]!.GetValue<string>()));
        Assert.Equal((422, "picture_unusable"), (hugeStatus, hugeProblem["code"]!.GetValue<string>()));
        Assert.Contains("64,000,000 pixels; at most 40,000,000", hugeProblem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(404, (await ProblemAsync(connector, "uploads/none.png")).Status);
    }

    [Fact]
    public async Task A_host_without_a_picture_library_says_so()
    {
        var context = new DefaultHttpContext { Request = { QueryString = new QueryString("?width=320") } };
        var file = new StoredFile("a/b.png", MediaFormat.Png, 1, DateTimeOffset.UnixEpoch, "\"tag\"", _ => throw new NotSupportedException());

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => new Thumbnails().WriteAsync(context, file));

        Assert.Equal((501, ErrorCodes.PicturesUnavailable), (failure.Status, failure.Code));
    }

    [Fact]
    public void What_was_asked_for_last_is_kept_in_bounded_memory()
    {
        var cache = new ThumbnailCache(mostBytes: 100);
        cache.Add("a", new byte[40]);
        cache.Add("b", new byte[40]);
        cache.Find("a");
        cache.Add("c", new byte[40]);
        cache.Add("d", new byte[101]);

        Assert.Equal([true, false, true, false], new[] { "a", "b", "c", "d" }.Select(tag => cache.Find(tag) is not null));
    }

    private static async Task<(int Status, JsonNode Body)> ProblemAsync(TestConnector connector, string path)
    {
        var response = await connector.Http.GetAsync(new Uri($"api/files/{path}?width=320", UriKind.Relative));
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>The connector itself tells how large a picture is, once it is stored.</summary>
    private static async Task<(int Width, int Height)> SizeAsync(TestConnector connector, HttpResponseMessage picture)
    {
        using var content = new ByteArrayContent(await picture.Content.ReadAsByteArrayAsync()) { Headers = { ContentType = picture.Content.Headers.ContentType } };
        var stored = await connector.Http.SendAsync("api/files", content);
        return (stored["width"]!.GetValue<int>(), stored["height"]!.GetValue<int>());
    }
}
