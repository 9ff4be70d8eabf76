using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Declaration;
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

        using var request = RequestEncoder.Encode(await Examples.ReadAsync(declared, body), BaseUrl);

        using var sent = JsonDocument.Parse(await request.Content!.ReadAsStringAsync());
        if (declared.Endpoint.HasInPath(parameter))
        {
            Assert.Contains("/" + Uri.EscapeDataString(parameter.ToText(parameter.ExampleValue)), request.RequestUri!.AbsoluteUri, StringComparison.Ordinal);
            Assert.False(sent.RootElement.TryGetProperty(parameter.WireName, out _));
        }
        else if (parameter.Place == Place.Connector)
        {
            Assert.False(sent.RootElement.TryGetProperty(parameter.WireName, out _));
        }
        else if (parameter is TextParameter { BecomesItem: { } item })
        {
            Assert.Contains(parameter.ToText(parameter.ExampleValue), sent.RootElement.GetProperty(item.List.WireName).GetRawText(), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(body[name]!.ToJsonString(), sent.RootElement.GetProperty(parameter.WireName).GetRawText());
        }
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
        using var request = RequestEncoder.Encode(await Examples.ReadAsync(Catalog.All.Find("dreamstudio-text-to-image"), body), BaseUrl);

        Assert.Equal(accept, request.Headers.Accept.ToString());
        Assert.Equal("application/json", request.Content!.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("""{"prompt": "x"}""", "https://upstream.example/base/v1/generation/stable-diffusion-xl-1024-v1-0/text-to-image")]
    [InlineData("""{"prompt": "x", "engine_id": "my.engine-2"}""", "https://upstream.example/base/v1/generation/my.engine-2/text-to-image")]
    public async Task The_engine_stands_in_the_path_also_when_it_is_left_out(string body, string url)
    {
        using var request = RequestEncoder.Encode(await Examples.ReadAsync(Catalog.All.Find("dreamstudio-text-to-image"), body), BaseUrl);

        Assert.Equal(url, request.RequestUri!.AbsoluteUri);
    }

    private static async Task<JsonObject> EncodeAsync(string body)
    {
        using var request = RequestEncoder.Encode(await Examples.ReadAsync(Catalog.All.Find("dreamstudio-text-to-image"), body), BaseUrl);
        return JsonNode.Parse(await request.Content!.ReadAsStringAsync())!.AsObject();
    }
}
