using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Failures;
using Connector.Testing;
using Connector.Tests.Declaration;
using Connector.Upstream;

namespace Connector.Tests.Upstream;

public class RequestEncoderTests
{
    private static readonly Uri BaseUrl = new("https://upstream.example/base/");

    [Theory]
    [MemberData(nameof(CatalogData.Parameters), MemberType = typeof(CatalogData))]
    public async Task Every_parameter_given_is_on_the_wire_where_it_is_declared_to_be(string action, string name)
    {
        var declared = Catalog.All.Find(action);
        var parameter = CatalogData.Find(action, name);
        var body = await Examples.IncludingAsync(declared, parameter);

        await using var input = await Examples.ReadAsync(declared, body);
        using var request = await RequestEncoder.EncodeAsync(input, BaseUrl, CancellationToken.None);

        var inPath = declared.Endpoint.HasInPath(parameter);
        Assert.True(!inPath || request.RequestUri!.AbsoluteUri.Contains("/" + Uri.EscapeDataString(parameter.ToText(parameter.ExampleValue)), StringComparison.Ordinal));
        var fields = await FieldsAsync(request);
        if (inPath || parameter.Place == Place.Connector)
        {
            Assert.DoesNotContain(fields, field => field.Key == parameter.WireName);
        }
        else if (parameter is TextParameter { BecomesItem: { } item })
        {
            Assert.Contains(fields, field => field.Key.StartsWith(item.List.WireName, StringComparison.Ordinal) && field.Value.Contains(parameter.ToText(parameter.ExampleValue), StringComparison.Ordinal));
        }
        else if (parameter is FileParameter)
        {
            Assert.Contains(fields, field => (field.Key == parameter.WireName || field.Key == ((FileParameter)parameter).WireList) && field.Value.Length > 20);
        }
        else
        {
            var expected = declared.Endpoint.Body == BodyFormat.Json
                ? [new(parameter.WireName, body[name]!.ToJsonString())]
                : parameter.ToFields(parameter.WireName, parameter.ExampleValue);
            Assert.All(expected, field => Assert.Contains(field, fields));
        }
    }

    [Theory]
    [InlineData("""{"image": "a/b.png", "prompt": "x"}""", "image", 1)]
    [InlineData("""{"image": ["a/b.png"], "prompt": "x"}""", "image", 1)]
    [InlineData("""{"image": ["a/b.png", "c/d.png"], "prompt": "x"}""", "image[]", 2)]
    [InlineData("""{"image": "a/b.png", "image_7": "c/d.png", "prompt": "x"}""", "image[]", 2)]
    [InlineData("""{"image": ["a/b.png", "c/d.png"], "image_2": "e/f.png", "prompt": "x"}""", "image[]", 3)]
    public async Task A_list_of_files_has_the_name_of_a_list_where_there_are_several(string body, string name, int count)
    {
        await using var input = await Examples.ReadAsync(Catalog.All.Find("openai-edit-image"), body);
        using var request = await RequestEncoder.EncodeAsync(input, BaseUrl, CancellationToken.None);

        Assert.Empty(input.Validate());
        Assert.Equal(Enumerable.Repeat(name, count), (await FieldsAsync(request)).Where(field => field.Key.StartsWith("image", StringComparison.Ordinal)).Select(field => field.Key));
    }

    [Fact]
    public async Task A_list_with_too_many_files_is_refused_by_their_number()
    {
        var files = string.Join(", ", Enumerable.Repeat("\"a/b.png\"", 17));
        await using var input = await Examples.ReadAsync(Catalog.All.Find("openai-edit-image"), $$"""{"image": [{{files}}], "prompt": "x"}""");

        Assert.Equal("image takes at most 16 files; received 17.", Assert.Single(input.Validate()).Message);
    }

    [Theory]
    [InlineData("dall-e-3", true)]
    [InlineData("gpt-image-1", false)]
    [InlineData("flux", false)]
    public async Task A_constant_field_is_sent_with_the_inputs_that_it_is_for(string model, bool isSent)
    {
        foreach (var action in new[] { "openai-generate-image", "openai-edit-image" })
        {
            var file = action == "openai-edit-image" ? "\"image\": \"a/b.png\", " : "";
            await using var input = await Examples.ReadAsync(Catalog.All.Find(action), $$"""{{{file}}"prompt": "x", "model": "{{model}}"}""");
            using var request = await RequestEncoder.EncodeAsync(input, BaseUrl, CancellationToken.None);

            Assert.Equal(isSent, (await FieldsAsync(request)).Any(field => field.Key == "response_format" && field.Value.Trim('"') == "b64_json"));
        }
    }

    [Fact]
    public async Task A_form_has_a_length_and_its_files_have_names_and_types()
    {
        var action = Catalog.All.Find("dreamstudio-image-to-image");
        await using var input = await Examples.ReadAsync(action, """{"init_image": "a/b.png", "text_prompts": [{"text": "x", "weight": 0.5}], "extras": {"a": 1}}""");
        using var request = await RequestEncoder.EncodeAsync(input, BaseUrl, CancellationToken.None);

        var sent = await request.Content!.ReadAsStringAsync();

        Assert.Equal((await request.Content.ReadAsByteArrayAsync()).Length, request.Content.Headers.ContentLength);
        Assert.DoesNotContain('"', request.Content.Headers.ContentType!.ToString());
        Assert.Contains("Content-Type: image/png\r\nContent-Disposition: form-data; name=\"init_image\"; filename=\"init_image.png\"\r\n", sent, StringComparison.Ordinal);
        Assert.Contains("Content-Disposition: form-data; name=\"text_prompts[0][text]\"\r\n\r\nx\r\n", sent, StringComparison.Ordinal);
        Assert.Contains("name=\"extras\"\r\n\r\n{\"a\":1}\r\n", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_and_texts_over_the_upstream_limit_together_are_refused_with_both_sizes()
    {
        var action = Catalog.All.Find("stability-generate-core");
        await using var input = await Examples.ReadAsync(action with { Endpoint = action.Endpoint with { MaxBodyBytes = 100 } }, """{"prompt": "x"}""");

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => RequestEncoder.EncodeAsync(input, BaseUrl, CancellationToken.None));

        Assert.Equal((413, ErrorCodes.PayloadTooLarge), (failure.Status, failure.Code));
        Assert.Contains("at most 100 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_sent_that_was_not_given() =>
        Assert.Equal("""{"text_prompts":[{"text":"x","weight":1}]}""", (await EncodeAsync("""{"prompt": "x"}""")).ToJsonString());

    [Fact]
    public async Task A_legal_zero_stays_zero()
    {
        var sent = await EncodeAsync("""{"prompt": "x", "cfg_scale": 0, "seed": 0}""");

        Assert.Equal("0", sent["cfg_scale"]!.ToJsonString());
        Assert.Equal("0", sent["seed"]!.ToJsonString());
    }

    [Fact]
    public async Task The_largest_seed_is_sent_in_full() =>
        Assert.Equal("4294967295", (await EncodeAsync("""{"prompt": "x", "seed": "4294967295"}"""))["seed"]!.ToJsonString());

    [Fact]
    public async Task Prompt_and_negative_prompt_become_text_prompts_with_weights_1_and_minus_1() => Assert.Equal(
        """{"text_prompts":[{"text":"a cliff","weight":1},{"text":"people","weight":-1}]}""",
        (await EncodeAsync("""{"negative_prompt": "people", "prompt": "a cliff"}""")).ToJsonString());

    [Fact]
    public async Task Text_prompts_keep_their_order_and_omit_weights_that_were_omitted() => Assert.Equal(
        """{"text_prompts":[{"text":"a","weight":0.25},{"text":"b"}]}""",
        (await EncodeAsync("""{"text_prompts": [{"weight": "0.25", "text": "a"}, {"text": "b"}]}""")).ToJsonString());

    [Theory]
    [InlineData("""{"prompt": "x"}""", "image/png")]
    [InlineData("""{"prompt": "x", "samples": 1}""", "image/png")]
    [InlineData("""{"prompt": "x", "samples": 2}""", "application/json")]
    public async Task One_sample_asks_for_bytes_and_several_for_json(string body, string accept)
    {
        using var request = await RequestEncoder.EncodeAsync(await Examples.ReadAsync(Catalog.All.Find("dreamstudio-text-to-image"), body), BaseUrl, CancellationToken.None);

        Assert.Equal(accept, request.Headers.Accept.ToString());
        Assert.Equal("application/json", request.Content!.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("""{"prompt": "x"}""", "https://upstream.example/base/v1/generation/stable-diffusion-xl-1024-v1-0/text-to-image")]
    [InlineData("""{"prompt": "x", "engine_id": "my.engine-2"}""", "https://upstream.example/base/v1/generation/my.engine-2/text-to-image")]
    public async Task The_engine_stands_in_the_path_also_when_it_is_left_out(string body, string url)
    {
        using var request = await RequestEncoder.EncodeAsync(await Examples.ReadAsync(Catalog.All.Find("dreamstudio-text-to-image"), body), BaseUrl, CancellationToken.None);

        Assert.Equal(url, request.RequestUri!.AbsoluteUri);
    }

    private static async Task<JsonObject> EncodeAsync(string body)
    {
        using var request = await RequestEncoder.EncodeAsync(await Examples.ReadAsync(Catalog.All.Find("dreamstudio-text-to-image"), body), BaseUrl, CancellationToken.None);
        return JsonNode.Parse(await request.Content!.ReadAsStringAsync())!.AsObject();
    }

    /// <summary>The body as names and values, whatever its format.</summary>
    private static async Task<IReadOnlyList<KeyValuePair<string, string>>> FieldsAsync(HttpRequestMessage request)
    {
        if (request.Content is not MultipartFormDataContent form)
        {
            var json = request.Content is null ? "{}" : await request.Content.ReadAsStringAsync();
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value.GetRawText()))];
        }

        var fields = new List<KeyValuePair<string, string>>();
        foreach (var part in form)
        {
            fields.Add(new(part.Headers.ContentDisposition!.Name!.Trim('"'), await part.ReadAsStringAsync()));
        }

        return fields;
    }
}
