using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>Pictures that an action would not take as they are.</summary>
public class FitTests
{
    private const string Fast = "api/actions/stability-upscale-fast";

    [Fact]
    public async Task Without_fit_a_picture_that_is_too_large_is_refused_and_with_it_scaled()
    {
        await using var connector = await TestConnector.StartAsync();
        var path = await connector.UploadAsync(TestPng.CreatePlain(2000, 1500));

        var (refused, _) = await connector.PostAsync($$"""{"image": "{{path}}"}""", path: Fast);
        var (response, receipt) = await connector.PostAsync($$"""{"image": "{{path}}", "fit": "contain"}""", path: Fast);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (refused.StatusCode, response.StatusCode));
        Assert.Equal("image was brought from 2000x1500 to 1182x886 pixels, as fit = contain asks.", receipt["warnings"]![0]!.GetValue<string>());
        Assert.Equal((2 * 1182, 2 * 886), (receipt["files"]![0]!["width"]!.GetValue<int>(), receipt["files"]![0]!["height"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_picture_that_is_taken_as_it_is_is_sent_as_it_is()
    {
        var image = TestPng.Create(64, 64);
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", image);
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, receipt) = await connector.PostAsync($$"""{"image": "{{Convert.ToBase64String(image)}}", "fit": "pad"}""", path: Fast);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(receipt["warnings"]);
        Assert.True(upstream.Requests.Single().Bytes.AsSpan().IndexOf(image) > 0);
    }

    [Fact]
    public async Task A_picture_that_its_exif_turns_is_told_and_with_fit_turned()
    {
        await using var connector = await TestConnector.StartAsync();
        var path = await connector.UploadAsync(TestPng.CreateTurned(96, 64, orientation: 6));

        var (_, stored) = await connector.PostAsync($$"""{"image": "{{path}}"}""", path: Fast);
        var (_, turned) = await connector.PostAsync($$"""{"image": "{{path}}", "fit": "contain"}""", path: Fast);

        Assert.Contains("turned by its EXIF (orientation 6)", stored["warnings"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("image was turned as its EXIF says, as fit = contain asks.", turned["warnings"]![0]!.GetValue<string>());
        Assert.Equal((4 * 64, 4 * 96), (turned["files"]![0]!["width"]!.GetValue<int>(), turned["files"]![0]!["height"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("tests/Sandbox.Tests/Files/cmyk.jpg", "converted from CMYK")]
    [InlineData("tests/Connector.Tests/Images/Fixtures/rgb16.png", "converted from 16 bits a sample")]
    public async Task Unusual_colours_are_converted(string file, string words)
    {
        await using var connector = await TestConnector.StartAsync();
        var path = await connector.UploadAsync(await File.ReadAllBytesAsync(Path.Combine(RepositoryFolder.Path, file)));

        var (response, receipt) = await connector.PostAsync($$"""{"image": "{{path}}", "fit": "contain"}""", path: Fast);

        Assert.True(response.StatusCode == HttpStatusCode.OK, receipt.ToJsonString());
        Assert.Contains(words, receipt["warnings"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cover", 200)]
    [InlineData("pad", 200)]
    [InlineData("contain", 400)]
    public async Task Proportions_that_are_not_taken_are_cut_or_have_bars(string fit, int status)
    {
        await using var connector = await TestConnector.StartAsync();
        var path = await connector.UploadAsync(TestPng.CreatePlain(900, 200));

        var (response, receipt) = await connector.PostAsync($$"""{"image": "{{path}}", "prompt": "x", "fit": "{{fit}}"}""", path: "api/actions/stability-control-structure?dry_run=true");

        Assert.True((int)response.StatusCode == status, receipt.ToJsonString());
        Assert.Contains(status == 200 ? "was brought from 900x200 to" : "cover cuts it, pad adds bars", receipt.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_only_certain_sizes_are_drawn_the_nearest_one_is_taken()
    {
        await using var connector = await TestConnector.StartAsync();
        var path = await connector.UploadAsync(TestPng.CreatePlain(1200, 900));

        var (response, receipt) = await connector.PostAsync(
            $$"""{"init_image": "{{path}}", "prompt": "x", "fit": "cover"}""", path: "api/actions/dreamstudio-image-to-image");

        Assert.True(response.StatusCode == HttpStatusCode.OK, receipt.ToJsonString());
        Assert.Contains("to 1152x896 pixels", receipt["warnings"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_tells_once_what_was_fitted_and_its_recipe_has_the_picture_as_it_was()
    {
        await using var connector = await TestConnector.StartAsync();
        var path = await connector.UploadAsync(TestPng.CreatePlain(2000, 1500));
        using var json = new StringContent($$"""{"image": "{{path}}", "fit": "contain"}""", MediaTypeHeaderValue.Parse("application/json"));
        var job = await connector.Http.StartRunAsync(Fast, json);

        HttpResponseMessage response;
        do
        {
            response = await connector.Http.GetAsync(job);
        }
        while (response.StatusCode == HttpStatusCode.Accepted);

        var receipt = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Single(receipt["warnings"]!.AsArray());
        var recipe = await connector.GetJsonAsync($"api/files/{receipt["path"]}?view=recipe");
        Assert.Equal((path, "contain"), (recipe["inputs"]!["image"]!.GetValue<string>(), recipe["inputs"]!["fit"]!.GetValue<string>()));
    }
}
