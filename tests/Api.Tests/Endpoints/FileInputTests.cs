using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>File inputs over HTTP: stored paths, form parts, base64, data URLs and https URLs in one field.</summary>
public class FileInputTests
{
    private const string MaskImage = "api/actions/dreamstudio-mask-image";

    /// <summary>Larger than any buffer on the way.</summary>
    private static readonly byte[] Large = TestPng.Create(1024, 1024);

    private static readonly byte[] Mask = ExampleStore.Png;

    [Theory]
    [InlineData("PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=", "an SVG drawing. Export it as")]
    [InlineData("data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=", "an SVG drawing. Export it as")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing. Export it as")]
    [InlineData("data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg'/>", "An SVG drawing is not taken: export it as")]
    [InlineData("data:image/png,iVBORw0KGgo=", "is a data: URL that is not in base64")]
    public async Task Rejects_a_drawing_and_a_data_url_without_base64_in_words_that_fit(string image, string words)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream);

        var (_, problem) = await connector.PostAsync($$"""{"image": "{{image}}"}""", path: "api/actions/stability-upscale-fast");

        Assert.True(problem["code"]?.GetValue<string>() == "invalid_input", problem.ToJsonString());
        Assert.Contains(words, problem["problems"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task A_flow_chains_text_to_image_conservative_upscale_and_background_removal_by_path()
    {
        await using var connector = await TestConnector.StartAsync();

        var (_, drawn) = await connector.PostAsync("""{"prompt": "A lighthouse on a cliff"}""");
        var (_, upscaled) = await connector.PostAsync(
            $$"""{"image": "{{Path(drawn)}}", "prompt": "A lighthouse on a cliff", "output_format": "jpeg"}""", path: "api/actions/stability-upscale-conservative");
        var (_, cut) = await connector.PostAsync(
            $$"""{"image": "{{Path(upscaled)}}", "output_format": "webp"}""", path: "api/actions/stability-edit-remove-background");

        Assert.EndsWith(".jpg", Path(upscaled), StringComparison.Ordinal);
        Assert.True(upscaled["files"]![0]!["width"]!.GetValue<int>() > drawn["files"]![0]!["width"]!.GetValue<int>());
        Assert.EndsWith(".webp", Path(cut), StringComparison.Ordinal);
        Assert.Equal((0.9m, 40m, 5m), (Credits(drawn), Credits(upscaled), Credits(cut)));
        Assert.Equal(3, connector.SavedFiles.Count);
    }

    [Theory]
    [InlineData("path")]
    [InlineData("part")]
    [InlineData("base64")]
    [InlineData("data URL")]
    [InlineData("URL")]
    [InlineData("base64 in a form")]
    [InlineData("data URL in a form")]
    [InlineData("base64 of a path")]
    [InlineData("base64 of a URL")]
    [InlineData("content object")]
    [InlineData("content object as text")]
    [InlineData("content object with escaped quotes")]
    [InlineData("content object in a form")]
    public async Task Masking_takes_its_images_in_every_form_and_draws_the_same(string form)
    {
        await using var site = await FetchLab.StartAsync(async context =>
        {
            var image = context.Request.Path.Value!.Contains("mask", StringComparison.Ordinal) ? Mask : Large;
            await context.Response.Body.WriteAsync(image, context.RequestAborted);
        });
        await using var connector = await TestConnector.StartAsync(TimeProvider.System, site.Fetcher);
        var (init, mask) = (Convert.ToBase64String(Large), Convert.ToBase64String(Mask));

        var answer = form switch
        {
            "path" => await JsonAsync(connector, await connector.UploadAsync(Large), await connector.UploadAsync(Mask)),
            "base64" => await JsonAsync(connector, init, mask),
            "data URL" => await JsonAsync(connector, "data:image/png;base64," + init, "data:image/jpeg;base64," + mask),
            // Designers of flows put base64(…) around whatever is chosen for an image, and pass a file's content as an object.
            "base64 of a path" => await JsonAsync(connector, Base64(await connector.UploadAsync(Large)), Base64(await connector.UploadAsync(Mask))),
            "base64 of a URL" => await JsonAsync(connector, Base64($"https://{FetchLab.Host}/init.png"), Base64($"https://{FetchLab.Host}/mask.png")),
            "content object" => await JsonAsync(connector, Content(init), Content(mask)),
            "content object as text" => await JsonAsync(connector, Content(init).ToJsonString(), $"\n {Content(mask).ToJsonString()} "),
            "content object with escaped quotes" => (await connector.PostAsync(
                $$"""{"mask_image": "{{Content(mask).ToJsonString().Replace("\"", "\\\"", StringComparison.Ordinal)}}", "prompt": "A cliff", "seed": 7, "mask_source": "MASK_IMAGE_WHITE", "init_image": "{{Content(init).ToJsonString().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}}"}""",
                path: MaskImage)).Body,
            "content object in a form" => await FormAsync(connector, new StringContent(Content(init).ToJsonString()), new StringContent(Content(mask).ToJsonString())),
            "URL" => await JsonAsync(connector, $"https://{FetchLab.Host}/init.png", $"https://{FetchLab.Host}/mask.png"),
            "part" => await FormAsync(connector, Part(Large), Part(Mask)),
            "base64 in a form" => await FormAsync(connector, new StringContent(init), new StringContent(mask)),
            _ => await FormAsync(connector, new StringContent("data:image/png;base64," + init), new StringContent("data:image/png;base64," + mask)),
        };
        var byPath = await JsonAsync(connector, await connector.UploadAsync(Large), await connector.UploadAsync(Mask));

        Assert.Equal(byPath["files"]![0]!["sha256"]!.GetValue<string>(), answer["files"]![0]!["sha256"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"image": "uploads/2026/01/01/none.png", "prompt": "x", "creativity": 0.9}""", "creativity out_of_range, image file_not_found")]
    [InlineData("""{"image": "../../etc/passwd.png", "prompt": "x"}""", "image file_not_found")]
    [InlineData("""{"image": "http://images.test/a.png", "prompt": "x"}""", "image url_refused")]
    [InlineData("""{"image": "https://169.254.169.254/latest", "prompt": "x"}""", "image url_refused")]
    [InlineData("""{"image": "file:///etc/passwd", "prompt": "x"}""", "image url_refused")]
    [InlineData("""{"image": "https://", "prompt": "x"}""", "image url_refused")]
    [InlineData("""{"image": "%%%", "prompt": "x"}""", "image invalid_format")]
    [InlineData("""{"image": "aGVsbG8gd29ybGQ=", "prompt": "x"}""", "image invalid_file")]
    [InlineData("""{"image": "data:text/html,<b>", "prompt": "x"}""", "image url_refused")]
    [InlineData("""{"image": {"$content-type": "image/png", "$content": "%%%"}, "prompt": "x"}""", "image invalid_format")]
    [InlineData("""{"image": {"$content-type": "image/png"}, "prompt": "x"}""", "image invalid_type")]
    [InlineData("""{"image": {"$content": 7}, "prompt": "x"}""", "image invalid_type")]
    [InlineData("""{"image": "ZmlsZTovLy9ldGMvcGFzc3dk", "prompt": "x"}""", "image url_refused")]
    [InlineData("""{"image": "dXBsb2Fkcy8yMDI2LzAxLzAxL25vbmUucG5n", "prompt": "x"}""", "image file_not_found")]
    [InlineData("""{"prompt": "x"}""", "image required")]
    public async Task A_file_that_cannot_be_used_is_a_problem_beside_the_others(string body, string problems)
    {
        await using var connector = await TestConnector.StartAsync();

        var (response, answer) = await connector.PostAsync(body, path: "api/actions/stability-upscale-conservative");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(problems, string.Join(", ", answer["problems"]!.AsArray().Select(problem => $"{problem!["parameter"]} {problem["code"]}")));
    }

    [Theory]
    [InlineData(63, 100, "each side must be at least 64 pixels")]
    [InlineData(64, 200, "proportions must be 1:2.5 to 2.5:1")]
    [InlineData(4000, 3000, "4096 to 9437184 pixels in all, and has 12000000")]
    public async Task A_size_that_upstream_refuses_is_refused_before_it_is_sent(int width, int height, string message)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", Mask);
        await using var connector = await TestConnector.StartAsync(upstream);
        var path = await connector.UploadAsync(TestPng.CreatePlain(width, height));

        var (_, answer) = await connector.PostAsync($$"""{"image": "{{path}}", "prompt": "x"}""", path: "api/actions/stability-upscale-conservative");

        Assert.Contains($"image is {width}x{height} pixels", answer["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains(message, answer["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task A_stored_file_over_the_upstream_limit_is_refused_with_both_sizes()
    {
        await using var connector = await TestConnector.StartAsync();
        var path = await connector.UploadAsync(TestPng.Create(2000, 2000));

        var (response, answer) = await connector.PostAsync($$"""{"image": "{{path}}", "prompt": "x"}""", path: "api/actions/stability-upscale-conservative");

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "payload_too_large"), (response.StatusCode, answer["code"]!.GetValue<string>()));
        Assert.Matches("image may have at most 10,485,760 bytes; received 12,[0-9]{3},[0-9]{3}", answer["detail"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("MASK_IMAGE_WHITE", false, "mask_image required")]
    [InlineData("INIT_IMAGE_ALPHA", true, "mask_image conflict, init_image invalid_file")]
    [InlineData("INIT_IMAGE_ALPHA", false, "init_image invalid_file")]
    public async Task The_mask_source_says_which_images_are_needed(string source, bool withMask, string problems)
    {
        await using var connector = await TestConnector.StartAsync();
        var path = await connector.UploadAsync(Mask);
        var mask = withMask ? $", \"mask_image\": \"{path}\"" : "";

        var (_, answer) = await connector.PostAsync(
            $$"""{"init_image": "{{path}}", "prompt": "x", "mask_source": "{{source}}"{{mask}}}""", path: MaskImage);

        Assert.Equal(problems, string.Join(", ", answer["problems"]!.AsArray().Select(problem => $"{problem!["parameter"]} {problem["code"]}")));
    }

    [Fact]
    public async Task A_mask_of_another_size_is_refused()
    {
        await using var connector = await TestConnector.StartAsync();

        var answer = await JsonAsync(connector, await connector.UploadAsync(Large), await connector.UploadAsync(TestPng.CreatePlain(512, 512)));

        Assert.Contains("mask_image is 512x512 pixels and must be as large as init_image, 1024x1024", answer["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"init_image": "@", "prompt": "x", "mask_source": "MASK_IMAGE_WHITE"}""", 400)]
    [InlineData("""{"prompt": "x", "init_image": "@""", 400)]
    [InlineData("""{"init_image": "@", "prompt": "x" """, 400)]
    [InlineData("""{"init_image": "@", "init_image": "@"}""", 400)]
    [InlineData("""{"init_image": ["@"]}""", 413)]
    public async Task Long_base64_in_broken_json_is_refused_and_leaves_nothing(string template, int status)
    {
        await using var connector = await TestConnector.StartAsync();

        var (response, _) = await connector.PostAsync(template.Replace("@", Convert.ToBase64String(Large), StringComparison.Ordinal), path: MaskImage);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Empty(connector.Files.Files);
    }

    [Fact]
    public async Task An_image_over_the_limit_in_the_body_is_413()
    {
        await using var connector = await TestConnector.StartAsync();
        var tooLarge = new byte[(5 * 1024 * 1024) + 1];

        var (response, answer) = await connector.PostAsync($$"""{"init_image": "{{Convert.ToBase64String(tooLarge)}}"}""", path: MaskImage);

        Assert.Equal((413, "payload_too_large"), ((int)response.StatusCode, answer["code"]!.GetValue<string>()));
        Assert.Contains("init_image may have at most 5,242,880 bytes", answer["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_stored_by_its_body_or_as_a_part_and_told_by_its_bytes()
    {
        await using var connector = await TestConnector.StartAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(ExampleStore.Wav), "anything", "wrong.png" } };

        var response = await connector.Http.PostAsync(new Uri("api/files", UriKind.Relative), form);
        var stored = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        var path = await connector.UploadAsync(Mask, "image/jpeg");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("audio/wav", stored["content_type"]!.GetValue<string>());
        Assert.Equal(stored["url"]!.GetValue<string>(), response.Headers.Location!.OriginalString);
        Assert.Equal(ExampleStore.Wav, await connector.Http.GetByteArrayAsync(response.Headers.Location));
        Assert.Matches(@"^uploads/\d{4}/\d{2}/\d{2}/[0-9a-f]{32}\.png$", path);
    }

    [Fact]
    public async Task Sound_of_more_than_thirty_megabytes_is_stored()
    {
        await using var connector = await TestConnector.StartAsync();

        Assert.EndsWith(".wav", await connector.UploadAsync(TestWav.Create(seconds: 2000), "audio/wav"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", "hello", 415)]
    [InlineData("application/octet-stream", "no known format", 415)]
    [InlineData("application/octet-stream", "", 415)]
    [InlineData("multipart/form-data; boundary=x", "--x--", 400)]
    [InlineData("multipart/form-data", "--x--", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\ncut off", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=f\r\n\r\nno file\r\n--x--", 400)]
    public async Task Only_files_of_known_formats_are_stored(string contentType, string body, int status)
    {
        await using var connector = await TestConnector.StartAsync();
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        var response = await connector.Http.PostAsync(new Uri("api/files", UriKind.Relative), content);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Empty(connector.Files.Files);
    }

    private static string Path(JsonNode receipt) => receipt["path"]?.GetValue<string>() ?? throw new InvalidOperationException(receipt.ToJsonString());

    private static decimal Credits(JsonNode receipt) => receipt["credits"]!.GetValue<decimal>();

    private static ByteArrayContent Part(byte[] file)
    {
        var part = new ByteArrayContent(file);
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { FileName = "\"image.png\"" };
        return part;
    }

    private static async Task<JsonNode> JsonAsync(TestConnector connector, JsonNode init, JsonNode mask) => (await connector.PostAsync(
        $$"""{"mask_image": {{mask.ToJsonString()}}, "prompt": "A cliff", "seed": 7, "mask_source": "MASK_IMAGE_WHITE", "init_image": {{init.ToJsonString()}}}""",
        path: MaskImage)).Body;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static JsonObject Content(string base64) => new() { ["$content-type"] = "image/png", ["$content"] = base64 };

    private static async Task<JsonNode> FormAsync(TestConnector connector, HttpContent init, HttpContent mask)
    {
        using var form = new MultipartFormDataContent();
        Add(init, "init_image");
        Add(mask, "mask_image");
        form.Add(new StringContent("A cliff"), "prompt");
        form.Add(new StringContent("7"), "seed");
        form.Add(new StringContent("MASK_IMAGE_WHITE"), "mask_source");
        var response = await connector.Http.PostAsync(new Uri(MaskImage, UriKind.Relative), form);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        void Add(HttpContent content, string name)
        {
            content.Headers.ContentDisposition ??= new ContentDispositionHeaderValue("form-data");
            content.Headers.ContentDisposition.Name = $"\"{name}\"";
            form.Add(content);
        }
    }
}
