using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>The main job, end to end over HTTP, with the sandbox upstream.</summary>
public class RunActionTests
{
    [Fact]
    public async Task Answers_a_receipt_whose_file_is_a_png_of_the_size_asked_for()
    {
        await using var connector = await TestConnector.StartAsync();

        var (response, body) = await connector.PostAsync("""{"prompt": "A lighthouse on a cliff", "width": 1344, "height": 768, "seed": 4294967295}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        var file = body["files"]!.AsArray().Single()!;
        var path = body["path"]!.GetValue<string>();
        Assert.Matches(@"^dreamstudio-text-to-image/\d{4}/\d{2}/\d{2}/[0-9a-f]{32}\.png$", path);
        foreach (var name in new[] { "path", "location", "url" })
        {
            Assert.Equal(body[name]!.GetValue<string>(), file[name]!.GetValue<string>());
        }

        Assert.Equal(("image/png", 1344, 768, 4294967295L, "SUCCESS"), (
            file["content_type"]!.GetValue<string>(), file["width"]!.GetValue<int>(), file["height"]!.GetValue<int>(), file["seed"]!.GetValue<long>(), file["finish_reason"]!.GetValue<string>()));
        Assert.Equal(0.9m, body["credits"]!.GetValue<decimal>());
        Assert.Equal("Generated 1 image with stable-diffusion-xl-1024-v1-0.", body["summary"]!.GetValue<string>());
        Assert.Equal(response.Headers.GetValues("X-Request-Id").Single(), body["request_id"]!.GetValue<string>());
        Assert.Matches("^[0-9a-f]{32}$", body["upstream_request_id"]!.GetValue<string>());
        Assert.True(body["sandbox"]!.GetValue<bool>());

        Assert.Equal([path], connector.SavedFiles);
        var saved = await File.ReadAllBytesAsync(new Uri(body["location"]!.GetValue<string>()).LocalPath);
        Assert.Equal(file["bytes"]!.GetValue<long>(), saved.Length);
        Assert.Equal(file["sha256"]!.GetValue<string>(), Convert.ToHexStringLower(SHA256.HashData(saved)));
        Assert.Equal((1344, 768), (BinaryPrimitives.ReadInt32BigEndian(saved.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(saved.AsSpan(20))));
        Assert.Equal(saved, await connector.Http.GetByteArrayAsync(new Uri(body["url"]!.GetValue<string>())));
    }

    [Fact]
    public async Task Saves_each_of_several_samples_with_its_own_seed()
    {
        await using var connector = await TestConnector.StartAsync();

        var (_, body) = await connector.PostAsync("""{"prompt": "Hills", "samples": 3, "seed": 7, "engine_id": "stable-diffusion-512-v2-1", "width": 512, "height": 512}""");

        var files = body["files"]!.AsArray();
        Assert.Equal([7L, 8L, 9L], files.Select(file => file!["seed"]!.GetValue<long>()));
        Assert.Equal(3, files.Select(file => file!["sha256"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal(files.Select(file => file!["path"]!.GetValue<string>()).Order(), connector.SavedFiles.Order());
        Assert.Equal("Generated 3 images with stable-diffusion-512-v2-1.", body["summary"]!.GetValue<string>());
        Assert.Null(body["credits"]);
    }

    [Fact]
    public async Task The_same_seed_draws_the_same_picture_into_another_file()
    {
        await using var connector = await TestConnector.StartAsync();

        var (_, first) = await connector.PostAsync("""{"prompt": "Hills", "seed": 7}""");
        var (_, second) = await connector.PostAsync("""{"prompt": "Hills", "seed": 7}""");

        Assert.Equal(first["files"]![0]!["sha256"]!.GetValue<string>(), second["files"]![0]!["sha256"]!.GetValue<string>());
        Assert.NotEqual(first["path"]!.GetValue<string>(), second["path"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_form_is_read_like_json()
    {
        await using var connector = await TestConnector.StartAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("a cliff"), "text_prompts[0][text]" },
            { new StringContent("0.5"), "text_prompts[0][weight]" },
            { new StringContent("5"), "seed" },
            { new StringContent(""), "steps" },
        };
        var answer = await connector.Http.PostAsync(new Uri(TestConnector.TextToImage, UriKind.Relative), form);
        var (_, json) = await connector.PostAsync("""{"text_prompts": [{"text": "a cliff", "weight": 0.5}], "seed": 5}""");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(json["files"]![0]!["sha256"]!.GetValue<string>(), await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image/*")]
    [InlineData("image/png")]
    [InlineData("image/png, application/json;q=0.5")]
    public async Task Answers_the_bytes_where_they_are_asked_for(string accept)
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, TestConnector.TextToImage)
        {
            Content = new StringContent("""{"prompt": "Hills", "seed": 7}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Accept", accept);

        var response = await connector.Http.SendAsync(request);

        Assert.Equal("image/png", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(("7", "SUCCESS"), (response.Headers.GetValues("Seed").Single(), response.Headers.GetValues("Finish-Reason").Single()));
        var path = response.Headers.GetValues("X-File-Path").Single();
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(connector.Files.Path, path)), await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("image/png", """{"prompt": "x", "samples": 2}""")]
    [InlineData("image/jpeg", """{"prompt": "x"}""")]
    public async Task Refuses_bytes_that_it_could_not_answer_before_they_cost_anything(string accept, string json)
    {
        await using var connector = await TestConnector.StartAsync();

        var (response, body) = await connector.PostAsync(json, accept);

        Assert.Equal((HttpStatusCode.NotAcceptable, "not_acceptable"), (response.StatusCode, body["code"]!.GetValue<string>()));
        Assert.Empty(connector.SavedFiles);
    }

    [Theory]
    [InlineData("""{"prompt": "sandbox:filtered"}""")]
    [InlineData("""{"prompt": "sandbox:filtered", "samples": 2}""")]
    [InlineData("""{"prompt": "sandbox:filtered", "on_filtered": "fail"}""")]
    public async Task A_filtered_result_is_an_error_and_nothing_is_saved(string json)
    {
        await using var connector = await TestConnector.StartAsync();

        var (response, body) = await connector.PostAsync(json);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "content_filtered"), (response.StatusCode, body["code"]!.GetValue<string>()));
        Assert.Contains("on_filtered", body["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(connector.SavedFiles);
    }

    [Fact]
    public async Task A_filtered_result_is_kept_where_the_call_says_so()
    {
        await using var connector = await TestConnector.StartAsync();

        var (response, body) = await connector.PostAsync("""{"prompt": "sandbox:filtered", "on_filtered": "keep"}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("CONTENT_FILTERED", body["files"]![0]!["finish_reason"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("sandbox:refused", 400, "upstream_rejected", "invalid_prompts")]
    [InlineData("sandbox:error", 502, "generation_failed", null)]
    [InlineData("sandbox:429", 429, "rate_limited", "rate_limit_exceeded")]
    [InlineData("sandbox:500", 502, "upstream_error", "server_error")]
    [InlineData("sandbox:503", 502, "upstream_error", null)]
    [InlineData("sandbox:cut", 502, "upstream_cut_short", null)]
    [InlineData("sandbox:html", 502, "upstream_malformed", null)]
    public async Task The_sandboxs_trigger_words_let_a_flow_author_see_each_failure(string prompt, int status, string code, string? upstreamName)
    {
        await using var connector = await TestConnector.StartAsync();

        var (response, body) = await connector.PostAsync($$"""{"prompt": "{{prompt}}"}""");

        Assert.Equal((status, code), ((int)response.StatusCode, body["code"]!.GetValue<string>()));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(upstreamName, body["upstream"]?["name"]?.GetValue<string>());
        Assert.Empty(connector.SavedFiles);
    }

    [Fact]
    public async Task Sixteen_calls_at_once_save_sixteen_files()
    {
        await using var connector = await TestConnector.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(index =>
            connector.PostAsync($$"""{"prompt": "Hills {{index}}", "engine_id": "stable-diffusion-512-v2-1", "width": 512, "height": 512}""")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Response.StatusCode));
        Assert.Equal(16, connector.SavedFiles.Count);
    }
}
