using System.Globalization;
using System.Text;
using Connector.Pictures;
using Connector.Sandbox.Contract;
using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.Openai;

/// <summary>The one call whose body is JSON, and what both calls answer.</summary>
public class GenerationTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Path = "openai/v1/images/generations";

    [Theory]
    [InlineData("""{"prompt": "an otter"}""", 1, "Png", 1024, 1024)]
    [InlineData("""{"prompt": "an otter", "n": 2, "size": "1536x1024", "output_format": "webp"}""", 2, "Webp", 1536, 1024)]
    [InlineData("""{"prompt": "an otter", "model": "gpt-image-1", "output_format": "jpeg", "output_compression": 50}""", 1, "Jpeg", 1024, 1024)]
    [InlineData("""{"prompt": "an otter", "model": "dall-e-2", "size": "256x256", "response_format": "b64_json"}""", 1, "Png", 256, 256)]
    public async Task Images_come_as_base64_in_the_form_of_the_document(string body, int count, string format, int width, int height)
    {
        var answer = await SendAsync(body);

        answer.ShouldBeOk();
        AssertDocumented(answer);
        var images = answer.Json.GetProperty("data").EnumerateArray().Select(image => ImageFile.Open(image.GetProperty("b64_json").GetBytesFromBase64())!).ToList();
        Assert.Equal(count, images.Count);
        Assert.All(images, image => Assert.Equal((format, width, height), (image.Header.Format.ToString(), image.Header.Width, image.Header.Height)));
        images.ForEach(image => image.Dispose());
    }

    [Fact]
    public async Task Tokens_are_told_of_a_gpt_image_model_alone()
    {
        var usage = (await SendAsync("""{"prompt": "an otter", "model": "gpt-image-1"}""")).Json.GetProperty("usage");

        Assert.Equal(usage.GetProperty("total_tokens").GetInt32(), usage.GetProperty("input_tokens").GetInt32() + usage.GetProperty("output_tokens").GetInt32());
        Assert.False((await SendAsync("""{"prompt": "an otter", "model": "dall-e-2", "size": "256x256"}""")).Json.TryGetProperty("usage", out _));
    }

    [Fact]
    public async Task Dall_e_answers_an_address_unless_it_is_asked_for_the_image()
    {
        var answer = await SendAsync("""{"prompt": "an otter", "model": "dall-e-2", "size": "256x256"}""");

        AssertDocumented(answer);
        var url = new Uri(answer.Json.GetProperty("data")[0].GetProperty("url").GetString()!);
        using var http = new HttpClient();
        using var image = ImageFile.Open(await http.GetByteArrayAsync(url));
        Assert.Equal(256, image!.Header.Width);
    }

    [Theory]
    [InlineData("""{"n": 1}""", 400, "missing_required_parameter", "prompt")]
    [InlineData("""{"prompt": ""}""", 400, "string_below_min_length", "prompt")]
    [InlineData("""{"prompt": "x", "n": 0}""", 400, "integer_below_min_value", "n")]
    [InlineData("""{"prompt": "x", "n": 11}""", 400, "integer_above_max_value", "n")]
    [InlineData("""{"prompt": "x", "n": "two"}""", 400, "invalid_type", "n")]
    [InlineData("""{"prompt": "x", "n": 2, "model": "dall-e-3"}""", 400, "invalid_value", "n")]
    [InlineData("""{"prompt": "x", "size": "17x17"}""", 400, "invalid_value", "size")]
    [InlineData("""{"prompt": "x", "quality": "best"}""", 400, "invalid_value", "quality")]
    [InlineData("""{"prompt": "x", "background": "transparent", "output_format": "jpeg"}""", 400, "invalid_value", "background")]
    [InlineData("""{"prompt": "x", "output_compression": 50}""", 400, "invalid_value", "output_compression")]
    [InlineData("""{"prompt": "x", "seed": 1}""", 400, "unknown_parameter", "seed")]
    [InlineData("""{"prompt": "x", "model": "gpt-image-1", "response_format": "url"}""", 400, "unknown_parameter", "response_format")]
    [InlineData("""{"prompt": "x", "model": "dall-e-2", "moderation": "low"}""", 400, "unknown_parameter", "moderation")]
    [InlineData("""{"prompt": "x", "model": "sd9"}""", 404, "model_not_found", "model")]
    [InlineData("""{"prompt": "sandbox:refused"}""", 400, "moderation_blocked", null)]
    [InlineData("""{"prompt": "sandbox:filtered"}""", 400, "moderation_blocked", null)]
    [InlineData("""{"prompt": "sandbox:429"}""", 429, "rate_limit_exceeded", null)]
    [InlineData("""{"prompt": "sandbox:500"}""", 500, null, null)]
    [InlineData("""[]""", 400, null, null)]
    public async Task What_is_refused_is_told_in_its_envelope(string body, int status, string? code, string? param)
    {
        var answer = await SendAsync(body);

        Assert.True((int)answer.Status == status, $"{(int)answer.Status} {answer.Text}");
        AssertDocumented(answer);
        var error = answer.Json.GetProperty("error");
        Assert.Equal((code, param), (error.GetProperty("code").GetString(), error.GetProperty("param").GetString()));
    }

    [Fact]
    public async Task An_empty_account_is_no_rate_limit()
    {
        await using var poor = await RunningSandbox.StartAsync(new SandboxOptions { Credits = 0 });

        var answer = await poor.Client.SendAsync(Request("""{"prompt": "an otter"}"""));

        Assert.Equal(429, (int)answer.Status);
        Assert.Equal("insufficient_quota", answer.Json.GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("sk-elsewhere", "invalid_api_key")]
    public async Task It_wants_a_key(string? key, string? code)
    {
        var answer = await sandbox.Client.SendAsync(Request("""{"prompt": "an otter"}""", key));

        Assert.Equal(401, (int)answer.Status);
        AssertDocumented(answer);
        Assert.Equal(code, answer.Json.GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("?api-version=2025-04-01-preview", 200)]
    [InlineData("", 404)]
    public async Task Azures_address_takes_its_key_in_a_header_and_a_version_in_the_query(string query, int status)
    {
        var request = Request("""{"prompt": "an otter"}""", key: null, "openai/deployments/pictures/images/generations" + query);
        request.Headers.Add("api-key", SandboxServer.Key);

        Assert.Equal(status, (int)(await sandbox.Client.SendAsync(request)).Status);
    }

    [Fact]
    public async Task Several_images_are_edited_into_one_and_too_many_are_refused()
    {
        var image = InputFiles.Png(64, 64);

        var two = await EditAsync(Enumerable.Repeat(image, 2));
        two.ShouldBeOk();
        Assert.Equal(2 * 1056, two.Json.GetProperty("usage").GetProperty("input_tokens_details").GetProperty("image_tokens").GetInt32());
        Assert.Equal("image", (await EditAsync(Enumerable.Repeat(image, 17))).Json.GetProperty("error").GetProperty("param").GetString());

        Task<Answer> EditAsync(IEnumerable<byte[]> images) => sandbox.Client.SendAsync(SandboxClient.Form(
            "openai/v1/images/edits", [("prompt", "an otter"), ("model", "gpt-image-1"), .. images.Select(one => ("image[]", (object)one))]));
    }

    private static HttpRequestMessage Request(string body, string? key = SandboxServer.Key, string path = Path)
    {
        var request = SandboxClient.Get(path, key);
        request.Method = HttpMethod.Post;
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return request;
    }

    private static void AssertDocumented(Answer answer)
    {
        var document = Conformance.Api.Openai.Document;
        var status = ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Empty(new SchemaChecker(document).Check(answer.Json, document.ResponseSchema("/images/generations", "post", status, "application/json")));
    }

    private Task<Answer> SendAsync(string body) => sandbox.Client.SendAsync(Request(body));
}
