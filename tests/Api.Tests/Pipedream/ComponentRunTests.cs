using System.Text;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.AspNetCore.Http;

namespace Connector.Api.Tests.Pipedream;

/// <summary>Components under Node.js with Pipedream's platform package, against a running connector whose upstream is the sandbox.</summary>
public sealed class ComponentRunTests(PipedreamRuntime runtime) : IClassFixture<PipedreamRuntime>
{
    private const string TextToImage = "dreamstudio-text-to-image";
    private const string Upscale = "stability-upscale-fast";

    [Fact]
    public async Task P16_P17_P23_text_to_image_saves_what_the_connector_made_and_returns_where_it_is_and_no_bytes()
    {
        await using var connector = await TestConnector.StartAsync();

        var played = await RunAsync(connector, TextToImage, new JsonObject { ["prompt"] = "a lighthouse", ["cfgScale"] = "7.5", ["samples"] = 2, ["seed"] = 4294967295 });

        var value = Value(played);
        Assert.Equal("Generated 2 images with stable-diffusion-xl-1024-v1-0.", played["exports"]!["$summary"]!.GetValue<string>());
        var files = value["files"]!.AsArray();
        Assert.Equal(2, files.Count);
        foreach (var file in files)
        {
            var saved = file!["filePath"]!.GetValue<string>();
            Assert.Equal(runtime.Stash, Path.GetDirectoryName(saved));
            Assert.Equal(await connector.Http.GetByteArrayAsync(new Uri($"api/files/{file["path"]}", UriKind.Relative)), await File.ReadAllBytesAsync(saved));
        }

        Assert.Equal(files[0]!["filePath"]!.GetValue<string>(), value["filePath"]!.GetValue<string>());
        Assert.Equal(files[0]!["path"]!.GetValue<string>(), value["path"]!.GetValue<string>());
        Assert.InRange(value.ToJsonString().Length, 1, 4096);
    }

    [Fact]
    public async Task P22_upscale_takes_a_path_of_the_connector_and_its_link_and_a_file_of_the_step()
    {
        await using var connector = await TestConnector.StartAsync();
        var made = Value(await RunAsync(connector, TextToImage, new JsonObject { ["prompt"] = "a lighthouse" }));

        foreach (var image in new[] { "path", "url", "filePath" })
        {
            var before = connector.Files.Files.Count(file => file.StartsWith("uploads/", StringComparison.Ordinal));
            var played = await RunAsync(connector, Upscale, new JsonObject { ["image"] = made[image]!.GetValue<string>() });

            var file = Value(played)["files"]![0]!;
            Assert.Equal(2 * made["files"]![0]!["width"]!.GetValue<int>(), file["width"]!.GetValue<int>());
            Assert.Equal("Upscaled 1 image fast.", played["exports"]!["$summary"]!.GetValue<string>());
            Assert.Equal(file["bytes"]!.GetValue<long>(), new FileInfo(file["filePath"]!.GetValue<string>()).Length);
            Assert.Equal(image == "filePath" ? 1 : 0, connector.Files.Files.Count(one => one.StartsWith("uploads/", StringComparison.Ordinal)) - before);
        }
    }

    [Fact]
    public async Task P21_a_job_is_started_by_one_action_and_fetched_by_another()
    {
        var time = new ManualTime();
        await using var connector = await TestConnector.StartAsync(time, fetcher: null);
        var image = Path.Combine(runtime.Stash, "image.png");
        await File.WriteAllBytesAsync(image, ExampleStore.Png);

        var started = await RunAsync(connector, "stability-upscale-creative", new JsonObject { ["image"] = image, ["prompt"] = "a lighthouse" });
        var job = new JsonObject { ["id"] = Value(started)["id"]!.GetValue<string>() };
        var early = await RunAsync(connector, Value(started)["result_action"]!.GetValue<string>(), job);
        time.Advance(TimeSpan.FromMinutes(1));
        var fetched = await RunAsync(connector, Value(started)["result_action"]!.GetValue<string>(), job.DeepClone().AsObject());

        Assert.StartsWith("Started", started["exports"]!["$summary"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("in-progress", Value(early)["status"]!.GetValue<string>());
        Assert.NotEmpty(early["exports"]!["$summary"]!.GetValue<string>());
        Assert.True(File.Exists(Value(fetched)["filePath"]!.GetValue<string>()));
    }

    [Fact]
    public async Task P17_data_is_plain_values_and_lists_are_arrays()
    {
        await using var connector = await TestConnector.StartAsync();

        var played = await RunAsync(connector, "dreamstudio-list-engines", []);

        Assert.NotEmpty(Value(played)["data"]!.AsArray());
        Assert.NotEmpty(played["exports"]!["$summary"]!.GetValue<string>());
    }

    [Fact]
    public async Task P12_engines_are_offered_with_label_and_value_and_only_those_that_suit_the_action()
    {
        await using var connector = await TestConnector.StartAsync();

        foreach (var action in new[] { TextToImage, "dreamstudio-upscale-image" })
        {
            var options = (await runtime.PlayAsync(
                "options", new JsonObject { ["action"] = action, ["prop"] = "engineId", ["auth"] = AuthOf(connector.Http.BaseAddress!) })).AsArray();

            Assert.NotEmpty(options);
            Assert.Equal((await connector.GetJsonAsync($"api/options/dreamstudio/engines?action={action}")).ToJsonString(), options.ToJsonString());
            Assert.All(options, option => Assert.Equal(["label", "value"], option!.AsObject().Select(member => member.Key)));
        }
    }

    [Fact]
    public async Task P18_an_error_of_the_connector_is_thrown_as_it_is_and_names_every_problem()
    {
        await using var connector = await TestConnector.StartAsync();

        var played = await RunAsync(connector, TextToImage, new JsonObject { ["prompt"] = "a lighthouse", ["samples"] = 11, ["width"] = 100 });

        Assert.Contains("AxiosError", played["error"]!["name"]!.GetValue<string>(), StringComparison.Ordinal);
        var problem = JsonNode.Parse(played["error"]!["message"]!.GetValue<string>())!;
        Assert.Equal("invalid_input", problem["code"]!.GetValue<string>());
        Assert.Equal(["width", "samples"], problem["problems"]!.AsArray().Select(one => one!["parameter"]!.GetValue<string>()));
        Assert.Null(played["exports"]!["$summary"]);
    }

    [Fact]
    public async Task P19_the_accounts_key_is_sent_in_the_header_of_azure_functions_and_an_empty_one_is_not()
    {
        await using var connector = await TestConnector.StartAsync(("Access__Keys__0", "a-key-of-the-operator"));
        await using var open = await ScriptedUpstream.StartAsync(200, "application/json", """{"summary": "Read."}"""u8.ToArray());

        var allowed = await RunAsync(connector.Http.BaseAddress!, "dreamstudio-get-balance", [], key: "a-key-of-the-operator");
        var refused = await RunAsync(connector.Http.BaseAddress!, "dreamstudio-get-balance", []);
        await RunAsync(open.BaseUrl, "dreamstudio-get-balance", []);

        Assert.Null(allowed["error"]);
        Assert.Contains("access_denied", refused["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("x-functions-key", Assert.Single(open.Requests).Headers.Keys);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task P20_a_busy_connector_is_asked_again_with_the_same_idempotency_key(int status)
    {
        var tries = 0;
        await using var busy = await ScriptedUpstream.StartAsync(async context =>
        {
            context.Response.StatusCode = ++tries < 3 ? status : 200;
            context.Response.Headers.RetryAfter = "0";
            await context.Response.WriteAsync("""{"summary": "Done."}""");
        });

        var first = await RunAsync(busy.BaseUrl, TextToImage, new JsonObject { ["prompt"] = "a lighthouse" });
        await RunAsync(busy.BaseUrl, TextToImage, new JsonObject { ["prompt"] = "a lighthouse" });

        Assert.Equal("Done.", first["exports"]!["$summary"]!.GetValue<string>());
        var keys = busy.Requests.Select(request => request.Headers["Idempotency-Key"]).ToList();
        Assert.Equal(4, keys.Count);
        Assert.Single(keys.Take(3).Distinct(StringComparer.Ordinal));
        Assert.NotEqual(keys[0], keys[3]);
    }

    [Fact]
    public async Task P20_tries_end_after_five_and_a_wait_of_more_than_a_minute_is_the_users_to_decide()
    {
        await using var busy = await ScriptedUpstream.StartAsync(503, "application/problem+json", """{"code": "run_in_progress"}"""u8.ToArray(), ("Retry-After", "0"));
        await using var resting = await ScriptedUpstream.StartAsync(429, "application/problem+json", """{"code": "rate_limited"}"""u8.ToArray(), ("Retry-After", "61"));
        await using var broke = await ScriptedUpstream.StartAsync(402, "application/problem+json", """{"code": "insufficient_balance"}"""u8.ToArray(), ("Retry-After", "0"));

        foreach (var (connector, code, requests) in new[] { (busy, "run_in_progress", 5), (resting, "rate_limited", 1), (broke, "insufficient_balance", 1) })
        {
            var played = await RunAsync(connector.BaseUrl, TextToImage, new JsonObject { ["prompt"] = "a lighthouse" });

            Assert.Contains(code, played["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Equal(requests, connector.Requests.Count);
        }
    }

    [Fact]
    public async Task P20_waits_double_unless_the_connector_says_how_long()
    {
        var waits = (await runtime.PlayAsync("waits")).ToJsonString();

        Assert.Equal("""{"doubling":[1,2,4,8],"told":30}""", waits);
    }

    [Fact]
    public async Task P20_a_broken_connection_is_tried_again_and_nothing_is_paid_twice()
    {
        await using var connector = await TestConnector.StartAsync();
        var lost = false;
        await using var breaking = await ScriptedUpstream.StartAsync(async context =>
        {
            using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.Path);
            if (context.Request.ContentLength > 0)
            {
                request.Content = new StreamContent(context.Request.Body);
                request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
                request.Headers.TryAddWithoutValidation("Idempotency-Key", context.Request.Headers["Idempotency-Key"].ToString());
            }

            using var answer = await connector.Http.SendAsync(request);
            if (!lost)
            {
                // The picture is paid for, and the answer does not arrive.
                lost = true;
                context.Abort();
                return;
            }

            await answer.Content.CopyToAsync(context.Response.Body);
        });

        var before = await BalanceAsync(connector);
        var played = await RunAsync(breaking.BaseUrl, TextToImage, new JsonObject { ["prompt"] = "a lighthouse" });

        Assert.True(File.Exists(Value(played)["filePath"]!.GetValue<string>()));
        Assert.Equal(0.9m, before - await BalanceAsync(connector));
    }

    [Fact]
    public async Task A_run_with_the_idempotency_key_of_an_earlier_one_gets_its_result()
    {
        await using var connector = await TestConnector.StartAsync();
        var props = new JsonObject { ["prompt"] = "a lighthouse", ["idempotencyKey"] = "event 7, picture" };

        var first = Value(await RunAsync(connector, TextToImage, props));
        var second = Value(await RunAsync(connector, TextToImage, props.DeepClone().AsObject()));

        Assert.Equal(first["path"]!.GetValue<string>(), second["path"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task P22_a_file_is_sent_with_its_type_its_name_and_a_known_length(bool isFromUrl)
    {
        await using var site = await ScriptedUpstream.StartAsync(200, "image/png", ExampleStore.Png);
        await using var connector = await ScriptedUpstream.StartAsync(200, "application/json", """{"path": "uploads/one.png", "summary": "Done."}"""u8.ToArray());
        var image = Path.Combine(runtime.Stash, "my-image.png");
        await File.WriteAllBytesAsync(image, ExampleStore.Png);

        await RunAsync(connector.BaseUrl, Upscale, new JsonObject { ["image"] = isFromUrl ? new Uri(site.BaseUrl, "pictures/my-image.png").AbsoluteUri : image });

        var (upload, action) = (connector.Requests[0], connector.Requests[1]);
        Assert.Equal(("POST", "/api/files"), (upload.Method, upload.Path));
        Assert.Equal(upload.Bytes.Length.ToString(), upload.Headers["Content-Length"]);
        var head = Encoding.Latin1.GetString(upload.Bytes, 0, 300);
        Assert.Contains("filename=\"my-image.png\"", head, StringComparison.Ordinal);
        Assert.Contains("Content-Type: image/png", head, StringComparison.Ordinal);
        Assert.Equal("uploads/one.png", JsonNode.Parse(action.Body)!["image"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_key_does_not_follow_a_redirect()
    {
        await using var elsewhere = await ScriptedUpstream.StartAsync(200, "application/json", """{"summary": "Read."}"""u8.ToArray());
        await using var moved = await ScriptedUpstream.StartAsync(307, "text/plain", [], ("Location", elsewhere.BaseUrl.AbsoluteUri));

        var played = await RunAsync(moved.BaseUrl, "dreamstudio-get-balance", [], key: "a-key-of-the-operator");

        Assert.Contains("307", played["error"]!["name"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    private static JsonNode Value(JsonNode played) => played["value"] ?? throw new InvalidOperationException(played.ToJsonString());

    private static JsonObject AuthOf(Uri host, string key = "") => new() { ["host"] = host.AbsoluteUri, ["api_key"] = key };

    private static async Task<decimal> BalanceAsync(TestConnector connector) =>
        (await connector.PostAsync("{}", path: "api/actions/dreamstudio-get-balance")).Body["data"]!["credits"]!.GetValue<decimal>();

    private Task<JsonNode> RunAsync(TestConnector connector, string action, JsonObject props) => RunAsync(connector.Http.BaseAddress!, action, props);

    private Task<JsonNode> RunAsync(Uri host, string action, JsonObject props, string key = "") => runtime.PlayAsync(
        "run", new JsonObject { ["action"] = action, ["auth"] = AuthOf(host, key), ["props"] = props });
}
