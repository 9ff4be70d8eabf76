using System.Text;
using System.Text.Json.Nodes;
using Connector.Sandbox;
using Connector.Testing;

namespace Connector.Api.Tests.Pipedream;

/// <summary>The components that call DreamStudio's API themselves, under Node.js against the sandbox or an upstream whose answer is exact.</summary>
public sealed class VendorRunTests(VendorRuntime runtime) : IClassFixture<VendorRuntime>
{
    private const string TextToImage = "text-to-image";
    private const string Key = "sk-sandbox-pipedream";

    private static readonly byte[] Png = TestPng.CreatePlain(64, 64);

    /// <summary>The example requests of the document: its own values, for every generation.</summary>
    public static TheoryData<string, string> OwnExamples
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (action, name, _) in ReadExamples())
            {
                data.Add(action, name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(OwnExamples))]
    public async Task The_documents_own_example_values_make_files_and_return_their_paths(string action, string name)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);
        var example = ReadExamples().Single(one => (one.Action, one.Name) == (action, name)).Fields;

        var played = await RunAsync(sandbox.BaseUrl, action, await PropsOfAsync(action, name, example));

        var paths = Value(played) is JsonArray several ? several.Select(path => path!.GetValue<string>()).ToList() : [Value(played).GetValue<string>()];
        Assert.Equal(example["samples"]?.GetValue<int>() ?? 1, paths.Count);
        Assert.Equal(paths.Distinct(StringComparer.Ordinal), paths);
        Assert.All(paths, path =>
        {
            Assert.Equal(runtime.Stash, Path.GetDirectoryName(path));
            Assert.EndsWith(".png", path, StringComparison.Ordinal);
            var bytes = File.ReadAllBytes(path);
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
            Assert.Equal("IEND"u8.ToArray(), bytes[^8..^4]);
        });
        Assert.Contains(paths.Count == 1 ? "1 image" : $"{paths.Count} images", played["exports"]!["$summary"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(paths.Count, played["exports"]!["seeds"]!.AsArray().Count);
    }

    [Fact]
    public async Task Text_to_image_asks_for_a_png_with_the_accounts_key_and_saves_exactly_what_comes()
    {
        await using var upstream = await AnsweringPngAsync(("Seed", "4294967295"), ("Finish-Reason", "SUCCESS"));

        var played = await RunAsync(upstream.BaseUrl, TextToImage, new JsonObject
        {
            ["prompt"] = "a lighthouse",
            ["negativePrompt"] = "people",
            ["textPrompts"] = new JsonArray("fog", """{"text": "gulls", "weight": 0.5}"""),
            ["width"] = 1152,
            ["height"] = 896,
            ["cfgScale"] = "0",
            ["seed"] = 0,
            ["extras"] = new JsonObject { ["flag"] = "true" },
            ["organization"] = "org-7",
            ["clientId"] = "my-flow",
        });

        var request = Assert.Single(upstream.Requests);
        Assert.Equal(("POST", "/v1/generation/stable-diffusion-xl-1024-v1-0/text-to-image"), (request.Method, request.Path));
        Assert.Equal(("image/png", $"Bearer {Key}", "org-7", "my-flow"), (request.Headers["Accept"], request.Headers["Authorization"], request.Headers["Organization"], request.Headers["Stability-Client-ID"]));
        Assert.DoesNotContain("Stability-Client-Version", request.Headers.Keys);
        Assert.StartsWith("application/json", request.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal(
            """{"text_prompts":[{"text":"a lighthouse","weight":1},{"text":"people","weight":-1},{"text":"fog"},{"text":"gulls","weight":0.5}],"width":1152,"height":896,"seed":0,"cfg_scale":0,"extras":{"flag":true}}""",
            request.Body);
        Assert.Equal(Png, await File.ReadAllBytesAsync(Value(played).GetValue<string>()));
        Assert.Equal("Generated 1 image with stable-diffusion-xl-1024-v1-0.", played["exports"]!["$summary"]!.GetValue<string>());
        Assert.Equal("[4294967295]", played["exports"]!["seeds"]!.ToJsonString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_form_has_items_by_index_and_files_with_their_type_and_name_and_a_known_length(bool isFromUrl)
    {
        await using var site = await ScriptedUpstream.StartAsync(200, "image/png", Png);
        await using var upstream = await AnsweringPngAsync();
        var image = isFromUrl ? new Uri(site.BaseUrl, "pictures/my-image.png").AbsoluteUri : await SaveAsync("my-image.png", Png);

        var played = await RunAsync(upstream.BaseUrl, "image-to-image", new JsonObject
        {
            ["initImage"] = image,
            ["prompt"] = "a lighthouse",
            ["imageStrength"] = "0.25",
            ["extras"] = """{"experimental": true}""",
        });

        Assert.NotNull(played["value"]);
        var request = Assert.Single(upstream.Requests);
        Assert.Equal(request.Bytes.Length.ToString(), request.Headers["Content-Length"]);
        var body = Encoding.Latin1.GetString(request.Bytes);
        Assert.Contains("name=\"init_image\"; filename=\"my-image.png\"\r\nContent-Type: image/png", body, StringComparison.Ordinal);
        Assert.Contains("name=\"text_prompts[0][text]\"\r\n\r\na lighthouse\r\n", body, StringComparison.Ordinal);
        Assert.Contains("name=\"text_prompts[0][weight]\"\r\n\r\n1\r\n", body, StringComparison.Ordinal);
        Assert.Contains("name=\"image_strength\"\r\n\r\n0.25\r\n", body, StringComparison.Ordinal);
        Assert.Contains("name=\"extras\"\r\n\r\n{\"experimental\":true}\r\n", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TextToImage, """{}""", "Give Prompt or Text Prompts.")]
    [InlineData(TextToImage, """{"negativePrompt": "people"}""", "Give Prompt or Text Prompts.\nNegative Prompt needs Prompt or Text Prompts beside it.")]
    [InlineData(TextToImage, """{"prompt": "x", "width": 100, "steps": 9, "cfgScale": "seven", "sampler": "K_NONE"}""", "Width must be at least 128; received 100.\nSteps must be 10 to 150; received 9.\nCFG Scale must be a number, for example 0.5; received \"seven\".\nSampler must be one of")]
    [InlineData(TextToImage, """{"prompt": "x", "width": 1000, "height": 1024}""", "Width must be a multiple of 64; received 1000.")]
    [InlineData(TextToImage, """{"prompt": "x", "width": 512}""", "stable-diffusion-xl-1024-v1-0 draws 1024x1024, ")]
    [InlineData(TextToImage, """{"prompt": "x", "engineId": "../user/balance"}""", "Engine must be made of letters, digits, dots and dashes")]
    [InlineData(TextToImage, """{"prompt": "x", "samples": 11}""", "Samples must be 1 to 10; received 11.")]
    [InlineData(TextToImage, """{"textPrompts": ["{\"text\":"]}""", "Text Prompts holds JSON that cannot be read")]
    [InlineData(TextToImage, """{"textPrompts": ["{\"weight\": 1}"]}""", "Text Prompts has an item that is wrong: Text is required.")]
    [InlineData(TextToImage, """{"textPrompts": ["{\"text\": \"x\", \"wieght\": 1}"]}""", "Text Prompts has items of text and weight; received wieght.")]
    [InlineData(TextToImage, """{"prompt": "x", "extras": "[1]"}""", "Extras must be an object.")]
    [InlineData("image-to-image", """{"prompt": "x"}""", "Init Image is required.")]
    [InlineData("image-to-image", """{"prompt": "x", "initImage": "/tmp/none.png", "stepScheduleStart": "0.5"}""", "Step Schedule Start must be left out with Init Image Mode IMAGE_STRENGTH.")]
    [InlineData("image-to-image", """{"prompt": "x", "initImage": "/no/such/file.png"}""", "Init Image cannot be read: ")]
    [InlineData("mask-image", """{"prompt": "x", "initImage": "/tmp/none.png", "maskSource": "MASK_IMAGE_WHITE"}""", "Mask Image is required with Mask Source MASK_IMAGE_WHITE.")]
    [InlineData("upscale-image", """{"image": "/tmp/none.png", "width": 512, "height": 512}""", "Give only one of Width and Height.")]
    [InlineData("upscale-image", """{"image": "/tmp/none.png", "steps": 20}""", "Steps is not for esrgan-v1-x2plus; choose stable-diffusion-x4-latent-upscaler, or leave it out.")]
    public async Task What_cannot_be_meant_is_a_configuration_error_and_nothing_is_sent(string action, string props, string message)
    {
        await using var upstream = await AnsweringPngAsync();

        var played = await RunAsync(upstream.BaseUrl, action, JsonNode.Parse(props)!.AsObject());

        Assert.Equal("ConfigurationError", played["error"]!["name"]!.GetValue<string>());
        Assert.StartsWith(message, played["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task A_file_of_another_type_or_too_large_is_a_configuration_error_and_nothing_is_sent()
    {
        await using var upstream = await AnsweringPngAsync();
        var text = await SaveAsync("text.txt", "text"u8.ToArray());
        var large = await SaveAsync("large.png", new byte[5_242_881]);

        foreach (var (file, message) in new[] { (text, "Image must be image/png, image/jpeg, image/webp; it is text/plain."), (large, "Image must have at most 5242880 bytes; it has 5242881.") })
        {
            var played = await RunAsync(upstream.BaseUrl, "upscale-image", new JsonObject { ["image"] = file });

            Assert.Equal(("ConfigurationError", message), (played["error"]!["name"]!.GetValue<string>(), played["error"]!["message"]!.GetValue<string>()));
        }

        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData(401, "unauthorized", "Incorrect API key provided: sk-sand***********eam.", "Check the API key of the connected DreamStudio account.")]
    [InlineData(402, "payment_required", "You lack credits", "Buy credits at https://platform.stability.ai/account/credits")]
    [InlineData(403, "permission_denied", "You do not have permission to access this resource", "check the organization")]
    [InlineData(404, "not_found", "The specified engine (ID x) was not found.", "Choose an engine from the list")]
    [InlineData(429, "rate_limit_exceeded", "Slow down.", "Wait a minute")]
    [InlineData(429, "insufficient_balance", "Your organization does not have enough balance", "Buy credits at")]
    [InlineData(500, "server_error", "An unexpected server error occurred", "which is not charged")]
    [InlineData(400, "invalid_prompts", "One or more of the prompts contains filtered words.", "")]
    public async Task A_refusal_is_told_in_the_apis_words_with_what_to_do_and_never_with_the_key(int status, string name, string said, string advice)
    {
        var body = new JsonObject { ["id"] = "1", ["name"] = name, ["message"] = $"{said} {Key}" };
        await using var upstream = await ScriptedUpstream.StartAsync(status, "application/json", Encoding.UTF8.GetBytes(body.ToJsonString()));

        var message = (await RunAsync(upstream.BaseUrl, TextToImage, new JsonObject { ["prompt"] = "x" })).ToJsonString();

        Assert.Contains($"DreamStudio answered {status} {name}: {said.Split(':')[0].Split('.')[0]}", message, StringComparison.Ordinal);
        Assert.Contains(advice, message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-sand", message, StringComparison.Ordinal);
        Assert.Single(upstream.Requests);
    }

    [Theory]
    [InlineData("refused", 1, "DreamStudio answered 400 invalid_prompts")]
    [InlineData("filtered", 1, "The content filter caught what was drawn, so nothing was saved")]
    [InlineData("filtered", 2, "The content filter caught what was drawn, so nothing was saved")]
    [InlineData("error", 1, "DreamStudio made no image: it says ERROR. Nothing was saved.")]
    [InlineData("error", 2, "DreamStudio made no image: it says ERROR. Nothing was saved.")]
    [InlineData("429", 1, "DreamStudio answered 429")]
    [InlineData("500", 1, "DreamStudio answered 500 server_error")]
    [InlineData("503", 1, "DreamStudio answered 503")]
    [InlineData("cut", 1, "The images were drawn and could not be saved: ")]
    [InlineData("cut", 2, "The images were drawn and could not be saved: ")]
    [InlineData("malformed", 1, "The images were drawn and could not be saved: what came is no PNG.")]
    [InlineData("malformed", 2, "DreamStudio made no image")]
    [InlineData("html", 1, "DreamStudio answered text/html in place of image/png. Nothing was saved.")]
    public async Task Whatever_the_api_does_is_an_error_in_words_and_leaves_no_broken_file(string misbehaviour, int samples, string message)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);
        var before = Directory.GetFiles(runtime.Stash);

        var played = await RunAsync(sandbox.BaseUrl, TextToImage, new JsonObject { ["prompt"] = $"a lighthouse, sandbox:{misbehaviour}", ["samples"] = samples });

        var told = played["error"]!["message"]!.GetValue<string>();
        Assert.StartsWith(message, told, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(runtime.Stash).Except(before, StringComparer.Ordinal), file => !told.Contains(file, StringComparison.Ordinal));
        Assert.Null(played["exports"]!["$summary"]);
    }

    [Fact]
    public async Task Of_several_images_those_that_the_filter_caught_are_left_out_and_told()
    {
        var good = Convert.ToBase64String(Png);
        var answer = $$"""
            {"artifacts": [{"seed": 1, "base64": "{{good}}", "finishReason": "SUCCESS"}, {"base64": "{{good}}", "seed": 2, "finishReason": "CONTENT_FILTERED"},
             {"finishReason": "SUCCESS", "note": "a \"quoted\" one", "base64": "{{good.Replace("/", "\\/", StringComparison.Ordinal)}}", "seed": 3}]}
            """;
        await using var upstream = await ScriptedUpstream.StartAsync(200, "application/json", Encoding.UTF8.GetBytes(answer));

        var played = await RunAsync(upstream.BaseUrl, TextToImage, new JsonObject { ["prompt"] = "x", ["samples"] = 3 });

        Assert.Equal("application/json", Assert.Single(upstream.Requests).Headers["Accept"]);
        Assert.All(Value(played).AsArray(), path => Assert.Equal(Png, File.ReadAllBytes(path!.GetValue<string>())));
        Assert.Equal("[1,3]", played["exports"]!["seeds"]!.ToJsonString());
        Assert.Equal("Generated 2 images with stable-diffusion-xl-1024-v1-0. 1 more did not pass the content filter.", played["exports"]!["$summary"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(TextToImage, "engineId", "/v1/engines/list", """[{"id": "a", "name": "Engine A", "type": "PICTURE"}, {"id": "esrgan-v1-x2plus", "name": "Old", "type": "PICTURE"}]""", """[{"label":"Engine A","value":"a"},{"label":"Old","value":"esrgan-v1-x2plus"}]""")]
    [InlineData(TextToImage, "organization", "/v1/user/account", """{"id": "u", "organizations": [{"id": "org-1", "name": "Mine"}, {"id": "org-2", "name": "Ours"}]}""", """[{"label":"Mine","value":"org-1"},{"label":"Ours","value":"org-2"}]""")]
    public async Task Options_are_what_the_api_lists_its_name_as_the_label_and_its_id_as_the_value(string action, string prop, string path, string answer, string options)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "application/json", Encoding.UTF8.GetBytes(answer));

        var listed = await runtime.PlayAsync("options", new JsonObject { ["action"] = action, ["prop"] = prop, ["auth"] = AuthOf(upstream.BaseUrl) });

        Assert.Equal(options, listed.ToJsonString());
        Assert.Equal(("GET", path, $"Bearer {Key}"), (upstream.Requests[0].Method, upstream.Requests[0].Path, upstream.Requests[0].Headers["Authorization"]));
    }

    [Theory]
    [InlineData("get-account", "organizations")]
    [InlineData("get-balance", "credits")]
    [InlineData("list-engines", "stable-diffusion-xl-1024-v1-0")]
    public async Task Reads_return_plain_data_and_say_so(string action, string part)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

        var played = await RunAsync(sandbox.BaseUrl, action, []);

        Assert.Contains(part, Value(played).ToJsonString(), StringComparison.Ordinal);
        Assert.NotEmpty(played["exports"]!["$summary"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_call_that_reaches_nobody_says_so_without_the_key()
    {
        var played = await RunAsync(new Uri("http://127.0.0.1:9"), TextToImage, new JsonObject { ["prompt"] = "x" });

        Assert.Equal(
            "DreamStudio could not be reached: ECONNREFUSED. If the connection broke while it was at work, the call may have been charged.",
            played["error"]!["message"]!.GetValue<string>());
    }

    private static Task<ScriptedUpstream> AnsweringPngAsync(params (string Name, string Value)[] headers) => ScriptedUpstream.StartAsync(200, "image/png", Png, headers);

    private static JsonNode Value(JsonNode played) => played["value"] ?? throw new InvalidOperationException(played.ToJsonString());

    private static JsonObject AuthOf(Uri api) => new() { ["api_key"] = Key, ["base_url"] = api.AbsoluteUri.TrimEnd('/') };

    /// <summary>The examples of the v1 document: one for each operation, or one for each way of using it.</summary>
    private static IEnumerable<(string Action, string Name, JsonObject Fields)> ReadExamples()
    {
        var paths = JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFolder.Path, "src", "Sandbox", "Specs", "stability-v1.openapi.json")))!["paths"]!.AsObject();
        foreach (var (path, item) in paths.Where(path => path.Key.StartsWith("/v1/generation/", StringComparison.Ordinal)))
        {
            var action = path.Split('/')[^1] switch { "masking" => "mask-image", "upscale" => "upscale-image", var last => last };
            var content = item!["post"]!["requestBody"]!["content"]!.AsObject().Single().Value!;
            var examples = content["examples"]?.AsObject().Select(example => (example.Key, example.Value!["value"]!)) ?? [("example", content["example"]!)];
            foreach (var (name, value) in examples)
            {
                yield return (action, name, value.AsObject());
            }
        }
    }

    /// <summary>An example as the builder's form has it. The engines are the document's too; some of them are retired upstream and not in the sandbox.</summary>
    private async Task<JsonObject> PropsOfAsync(string action, string name, JsonObject example)
    {
        var props = new JsonObject
        {
            ["engineId"] = action switch
            {
                "mask-image" => "stable-inpainting-512-v2-0",
                "upscale-image" => name == "LATENT_UPSCALER" ? "stable-diffusion-x4-latent-upscaler" : "esrgan-v1-x2plus",
                _ => "stable-diffusion-v1-5",
            },
        };
        foreach (var (field, value) in example)
        {
            if (field is "text_prompts" or "text_prompts[0][text]")
            {
                props["textPrompts"] = new JsonArray(new JsonObject
                {
                    ["text"] = (field == "text_prompts" ? value![0]!["text"] : value)!.DeepClone(),
                    ["weight"] = (field == "text_prompts" ? value![0]!["weight"] : example["text_prompts[0][weight]"])!.DeepClone(),
                }.ToJsonString());
            }
            else if (!field.StartsWith("text_prompts", StringComparison.Ordinal))
            {
                var words = field.Split('_');
                var prop = words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
                props[prop] = value!.ToString() == "<image binary>"
                    ? await SaveAsync($"{action}-{name}-{field}.png", TestPng.CreatePlain(512, 512))
                    : value is JsonValue number && !number.TryGetValue<int>(out _) && number.TryGetValue<double>(out var decimals)
                        ? decimals.ToString(System.Globalization.CultureInfo.InvariantCulture)
                        : value.DeepClone();
            }
        }

        return props;
    }

    private async Task<string> SaveAsync(string name, byte[] bytes)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(runtime.Stash, "inputs")).FullName, name);
        await File.WriteAllBytesAsync(file, bytes);
        return file;
    }

    private Task<JsonNode> RunAsync(Uri api, string action, JsonObject props) => runtime.PlayAsync(
        "run", new JsonObject { ["action"] = action, ["auth"] = AuthOf(api), ["props"] = props });
}
