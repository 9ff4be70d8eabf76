using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>How stored files were made, and making them anew, the same over every store.</summary>
public abstract class RecipeTests
{
    private const string Draw = """{"prompt": "A lighthouse", "steps": 20, "max_credits": 5}""";

    /// <summary>The settings of a store with nothing in it.</summary>
    protected abstract (string Name, string Value)[] Settings { get; }

    [Fact]
    public async Task A_picture_tells_how_it_was_made()
    {
        await using var connector = await TestConnector.StartAsync(Settings);
        var (_, receipt) = await connector.PostAsync(Draw);

        var recipe = await RecipeAsync(connector, PathOf(receipt));

        Assert.Equal(
            ("dreamstudio-text-to-image", PathOf(receipt), receipt["request_id"]!.GetValue<string>()),
            (recipe["action"]!.GetValue<string>(), recipe["path"]!.GetValue<string>(), recipe["request_id"]!.GetValue<string>()));
        Assert.Equal("""{"prompt":"A lighthouse","steps":20}""", recipe["inputs"]!.ToJsonString());
        Assert.Equal(SeedOf(receipt), recipe["seed"]!.GetValue<long>());
        Assert.Equal((true, receipt["credits"]?.GetValue<decimal>()), (recipe["sandbox"]!.GetValue<bool>(), recipe["credits"]?.GetValue<decimal>()));
    }

    [Fact]
    public async Task Again_draws_the_same_picture_and_with_a_change_another()
    {
        await using var connector = await TestConnector.StartAsync(Settings);
        var (_, first) = await connector.PostAsync(Draw);

        var (_, same) = await connector.PostAsync("{}", path: Again(first));
        var (_, bare) = await PostNothingAsync(connector, Again(first));
        var (_, other) = await connector.PostAsync("""{"prompt": "A cave"}""", path: Again(first));
        var (_, anew) = await connector.PostAsync("""{"seed": null}""", path: Again(first));

        Assert.Equal((SeedOf(first), HashOf(first)), (SeedOf(same), HashOf(same)));
        Assert.Equal(HashOf(first), HashOf(bare));
        Assert.Equal(SeedOf(first), SeedOf(other));
        Assert.NotEqual(HashOf(first), HashOf(other));
        Assert.NotEqual(SeedOf(first), SeedOf(anew));
        Assert.NotEqual(PathOf(first), PathOf(same));
        Assert.Equal("A cave", (await RecipeAsync(connector, PathOf(other)))["inputs"]!["prompt"]!.GetValue<string>());
    }

    [Fact]
    public async Task Of_several_pictures_each_has_its_seed_and_is_drawn_again_alone()
    {
        await using var connector = await TestConnector.StartAsync(Settings);
        var (_, receipt) = await connector.PostAsync("""{"prompt": "A lighthouse", "samples": 3}""");
        var last = receipt["files"]![2]!;

        var (_, again) = await connector.PostAsync("{}", path: $"{TestConnector.TextToImage}?again={last["path"]}");

        Assert.Equal(last["seed"]!.GetValue<long>(), (await RecipeAsync(connector, last["path"]!.GetValue<string>()))["seed"]!.GetValue<long>());
        Assert.Equal((1, last["sha256"]!.GetValue<string>()), (again["files"]!.AsArray().Count, HashOf(again)));
        Assert.Contains("samples was 3", again["warnings"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recipe_goes_with_its_file_and_leaves_those_of_the_others()
    {
        await using var connector = await TestConnector.StartAsync(Settings);
        var (_, receipt) = await connector.PostAsync("""{"prompt": "A lighthouse", "samples": 2}""");
        string[] paths = [.. receipt["files"]!.AsArray().Select(file => file!["path"]!.GetValue<string>())];

        await connector.Http.DeleteAsync(new Uri($"api/files/{paths[0]}", UriKind.Relative));
        var gone = await GetAsync(connector, paths[0]);
        await RecipeAsync(connector, paths[1]);
        await connector.Http.DeleteAsync(new Uri($"api/files/{paths[1]}", UriKind.Relative));

        Assert.Equal((HttpStatusCode.NotFound, "file_not_found"), (gone.Status, gone.Body["code"]!.GetValue<string>()));
        Assert.DoesNotContain(connector.Files.Files, file => file.StartsWith(".records/recipes/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_was_uploaded_has_no_recipe_and_says_so()
    {
        await using var connector = await TestConnector.StartAsync(Settings);
        var path = await connector.UploadAsync(TestPng.CreatePlain(64, 64));

        var (status, problem) = await GetAsync(connector, path);
        var (response, refused) = await connector.PostAsync("{}", path: $"{TestConnector.TextToImage}?again={path}");

        Assert.Equal((HttpStatusCode.NotFound, "recipe_not_found"), (status, problem["code"]!.GetValue<string>()));
        Assert.Contains("uploaded", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, "recipe_not_found"), (response.StatusCode, refused["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_stored_input_is_taken_over_and_one_that_came_with_the_call_is_asked_for_by_name()
    {
        await using var connector = await TestConnector.StartAsync(Settings);
        var image = TestPng.CreatePlain(512, 512);
        var path = await connector.UploadAsync(image);
        const string action = "api/actions/stability-upscale-fast";
        var (_, stored) = await connector.PostAsync($$"""{"image": "{{path}}"}""", path: action);
        var (_, inline) = await connector.PostAsync($$"""{"image": "{{Convert.ToBase64String(image)}}"}""", path: action);

        var (again, _) = await connector.PostAsync("{}", path: $"{action}?again={PathOf(stored)}");
        var (refused, problem) = await connector.PostAsync("{}", path: $"{action}?again={PathOf(inline)}");
        var (given, _) = await connector.PostAsync($$"""{"image": "{{path}}"}""", path: $"{action}?again={PathOf(inline)}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.OK), (again.StatusCode, refused.StatusCode, given.StatusCode));
        Assert.Equal(path, (await RecipeAsync(connector, PathOf(stored)))["inputs"]!["image"]!.GetValue<string>());
        Assert.Equal("""["image"]""", (await RecipeAsync(connector, PathOf(inline)))["missing"]!.ToJsonString());
        Assert.Equal(("image", "required", 1), (problem["problems"]![0]!["parameter"]!.GetValue<string>(), problem["problems"]![0]!["code"]!.GetValue<string>(), problem["problems"]!.AsArray().Count));
    }

    [Fact]
    public async Task Another_action_takes_what_it_has_under_the_same_names_and_says_what_it_left()
    {
        await using var connector = await TestConnector.StartAsync(Settings);
        var (_, drawn) = await connector.PostAsync("""{"prompt": "A lighthouse", "seed": 7, "steps": 20, "style_preset": "anime"}""");

        var (dry, check) = await connector.PostAsync("{}", path: $"api/actions/stability-generate-core?dry_run=true&again={PathOf(drawn)}");
        var (response, receipt) = await connector.PostAsync("{}", path: $"api/actions/stability-generate-core?again={PathOf(drawn)}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (dry.StatusCode, response.StatusCode));
        var inputs = (await RecipeAsync(connector, PathOf(receipt)))["inputs"]!;
        Assert.Equal(("A lighthouse", 7, "anime"), (inputs["prompt"]!.GetValue<string>(), inputs["seed"]!.GetValue<int>(), inputs["style_preset"]!.GetValue<string>()));
        Assert.StartsWith("steps of ", receipt["warnings"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(receipt["warnings"]!.ToJsonString(), check["warnings"]!.ToJsonString());
    }

    [Fact]
    public async Task A_form_changes_what_it_fills_in_and_leaves_out_what_it_sends_empty()
    {
        await using var connector = await TestConnector.StartAsync(Settings);
        var (_, drawn) = await connector.PostAsync("""{"prompt": "A lighthouse", "style_preset": "anime", "seed": 7}""");
        using var form = new MultipartFormDataContent { { new StringContent("A cave"), "prompt" }, { new StringContent(""), "style_preset" } };

        var response = await connector.Http.PostAsync(new Uri(Again(drawn), UriKind.Relative), form);

        var receipt = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal("""{"prompt":"A cave","seed":7}""", (await RecipeAsync(connector, PathOf(receipt)))["inputs"]!.ToJsonString());
    }

    [Fact]
    public async Task A_job_and_one_that_upstream_carries_on_have_the_recipe_of_what_began_them()
    {
        await using var connector = await TestConnector.StartAsync(Settings);
        var path = await connector.UploadAsync(TestPng.CreatePlain(512, 512));
        using var json = new StringContent($$"""{"image": "{{path}}", "prompt": "A lighthouse", "seed": 7}""", MediaTypeHeaderValue.Parse("application/json"));
        var job = await connector.Http.StartRunAsync("api/actions/stability-upscale-creative", json);

        JsonNode answer;
        HttpResponseMessage response;
        do
        {
            response = await connector.Http.GetAsync(job);
            answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        }
        while (response.StatusCode == HttpStatusCode.Accepted);

        var recipe = await RecipeAsync(connector, PathOf(answer));
        Assert.Equal("stability-upscale-creative", recipe["action"]!.GetValue<string>());
        Assert.Equal(path, recipe["inputs"]!["image"]!.GetValue<string>());
        Assert.Equal(answer["credits"]!.GetValue<decimal>(), recipe["credits"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task With_KeepInputs_false_nothing_is_kept()
    {
        await using var connector = await TestConnector.StartAsync([.. Settings, ("Storage__KeepInputs", "false")]);
        var (response, receipt) = await connector.PostAsync(Draw);

        var (status, problem) = await GetAsync(connector, PathOf(receipt));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, "recipe_not_found"), (response.StatusCode, status, problem["code"]!.GetValue<string>()));
        Assert.Contains("Storage__KeepInputs is false", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(receipt["warnings"]);
    }

    [Fact]
    public async Task The_key_is_in_no_recipe()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream, settings: Settings);
        var (_, receipt) = await connector.PostAsync($$"""{"prompt": "My key is {{TestConnector.Key}}"}""");

        var recipe = await RecipeAsync(connector, PathOf(receipt));

        Assert.Equal("My key is [key]", recipe["inputs"]!["prompt"]!.GetValue<string>());
        Assert.Null(recipe["seed"]);
    }

    [Theory]
    [InlineData("api/files/a/b.png?veiw=recipe", "view")]
    [InlineData("api/files/a/b.png?view=recipes", "view")]
    public async Task A_view_that_is_not_known_is_refused(string address, string words)
    {
        await using var connector = await TestConnector.StartAsync(Settings);

        var response = await connector.Http.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(words, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dreamstudio-text-to-image/2026/11/21/2487dde084034bb2a9268abef6ba542e.png")]
    [InlineData("../../etc/passwd")]
    public async Task Again_of_no_file_is_404(string path)
    {
        await using var connector = await TestConnector.StartAsync(Settings);

        var (response, problem) = await connector.PostAsync("{}", path: $"{TestConnector.TextToImage}?again={path}");

        Assert.Equal((HttpStatusCode.NotFound, "file_not_found"), (response.StatusCode, problem["code"]!.GetValue<string>()));
    }

    private protected static string PathOf(JsonNode receipt) => receipt["path"]!.GetValue<string>();

    private protected static async Task<JsonNode> RecipeAsync(TestConnector connector, string path)
    {
        var (status, body) = await GetAsync(connector, path);
        Assert.True(status == HttpStatusCode.OK, body.ToJsonString());
        return body;
    }

    private static string Again(JsonNode receipt) => $"{TestConnector.TextToImage}?again={PathOf(receipt)}";

    private static long SeedOf(JsonNode receipt) => receipt["files"]![0]!["seed"]!.GetValue<long>();

    private static string HashOf(JsonNode receipt) => receipt["files"]![0]!["sha256"]!.GetValue<string>();

    private static async Task<(HttpStatusCode Status, JsonNode Body)> GetAsync(TestConnector connector, string path)
    {
        var response = await connector.Http.GetAsync(new Uri($"api/files/{path}?view=recipe", UriKind.Relative));
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body)> PostNothingAsync(TestConnector connector, string path)
    {
        var response = await connector.Http.PostAsync(new Uri(path, UriKind.Relative), content: null);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
