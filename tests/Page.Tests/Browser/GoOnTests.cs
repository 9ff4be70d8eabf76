using Connector.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Connector.Page.Tests.Browser;

/// <summary>From one picture to the next.</summary>
public sealed class GoOnTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_result_goes_to_another_action_and_is_compared_with_what_comes_of_it()
    {
        await GoAsync("");
        await Control("prompt").FillAsync("A lighthouse");
        await RunAsync();
        var path = await Card.Locator(".path code").TextContentAsync();

        await Card.Locator("select.send").SelectOptionAsync("stability-upscale-fast image");
        await Page.Locator("#form[data-action=stability-upscale-fast]").WaitForAsync();
        await Expect(Control("image")).ToHaveValueAsync(path!);
        await Expect(Field("image").Locator("img")).ToBeVisibleAsync();
        await RunAsync();
        await Card.GetByRole(AriaRole.Button, new() { Name = "Look closer" }).ClickAsync();

        var slider = Page.Locator("dialog").GetByRole(AriaRole.Slider, new() { Name = "Compare with the input" });
        await slider.FillAsync("80");
        Assert.Equal("80%", await Page.Locator(".stage").EvaluateAsync<string>("stage => stage.style.getPropertyValue('--cut')"));
        await Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Zoom in" }).ClickAsync();
        await Expect(Page.Locator("dialog output")).ToHaveTextAsync("100 %");
        Assert.Empty(await AxeAsync());
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Page.Locator("dialog")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_same_seed_draws_the_same_and_four_variations_are_one_batch()
    {
        await GoAsync("");
        await Control("prompt").FillAsync("A lighthouse");
        await RunAsync();
        var seed = (await Card.Locator(".facts").TextContentAsync())!.Split("Seed ")[1].Split(' ')[0];

        await Card.GetByRole(AriaRole.Button, new() { Name = "Same seed" }).ClickAsync();
        await Expect(Control("seed")).ToHaveValueAsync(seed);
        await RunAsync();
        Assert.Single(Connector.SavedFiles.Select(file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(Connector.Files.Path, file))))).Distinct());
        await Card.GetByRole(AriaRole.Button, new() { Name = "Vary (4)" }).ClickAsync();

        await Expect(Card.Locator("figure")).ToHaveCountAsync(4);
        await Expect(Card.Locator(".status")).ToContainTextAsync("4 done, 0 failed");
        await Card.GetByRole(AriaRole.Button, new() { Name = "Again", Exact = true }).Nth(1).ClickAsync();
        await Expect(Page.Locator(".card")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task A_mask_is_drawn_taken_back_inverted_feathered_and_saved_with_mouse_or_keys()
    {
        var path = await StoreAsync(TestPng.Create(256, 256));
        await GoAsync("stability-edit-inpaint");
        await Control("image").FillAsync(path);
        await Field("mask").GetByRole(AriaRole.Button, new() { Name = "Draw the mask" }).ClickAsync();
        var dialog = Page.Locator("dialog");
        var canvas = dialog.Locator("canvas[tabindex]");
        Assert.Empty(await AxeAsync());

        await canvas.PressAsync("Space");
        Assert.True(await WhiteAsync() > 0);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        Assert.Equal(0, await WhiteAsync());
        var box = (await canvas.BoundingBoxAsync())!;
        await Page.Mouse.MoveAsync(box.X + 20, box.Y + 20);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2), new() { Steps = 5 });
        await Page.Mouse.UpAsync();
        var drawn = await WhiteAsync();
        Assert.InRange(drawn, 0.01, 0.5);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Invert" }).ClickAsync();
        Assert.InRange(await WhiteAsync(), 0.5, 0.99);
        await dialog.GetByLabel("Feather").FillAsync("4");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save the mask" }).ClickAsync();

        await Expect(Control("mask")).Not.ToHaveValueAsync("");
        await Control("prompt").FillAsync("A boat");
        await RunAsync();

        Task<double> WhiteAsync() => canvas.EvaluateAsync<double>(
            "canvas => { const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height); let white = 0; for (let at = 3; at < data.length; at += 4) if (data[at] > 127) white++; return white / (data.length / 4); }");
    }

    [Fact]
    public async Task The_handles_of_outpaint_are_drawn_or_moved_by_arrow_keys()
    {
        var path = await StoreAsync(TestPng.Create(256, 256));
        await GoAsync("stability-edit-outpaint");
        await Control("image").FillAsync(path);
        await Control("image").BlurAsync();
        var handle = Page.Locator(".handle.right");
        await Expect(handle).ToBeVisibleAsync();

        await handle.PressAsync("ArrowRight");
        await handle.PressAsync("ArrowRight");
        await Expect(Control("right")).ToHaveValueAsync("32");
        await Page.Locator(".handle.down").HoverAsync();
        var box = (await Page.Locator(".handle.down").BoundingBoxAsync())!;
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(box.X + 5, box.Y + 35);
        await Page.Mouse.UpAsync();

        await Expect(Control("down")).Not.ToHaveValueAsync("");
        Assert.Empty(await AxeAsync());
        await RunAsync();
        await Expect(Card.Locator(".facts")).Not.ToContainTextAsync("256 × 256");
    }

    [Fact]
    public async Task A_double_click_starts_one_run()
    {
        await GoAsync("");
        await Control("prompt").FillAsync("A lighthouse");
        await RunAsync();
        var posts = 0;
        Page.Request += (_, request) => posts += request.Method == "POST" && !request.Url.Contains("dry_run", StringComparison.Ordinal) ? 1 : 0;

        await Card.GetByRole(AriaRole.Button, new() { Name = "Again", Exact = true }).DblClickAsync(new() { Delay = 100 });
        await Expect(Page.Locator(".card figure")).ToHaveCountAsync(2);
        await Page.Locator(".card").Last.GetByRole(AriaRole.Button, new() { Name = "Vary (4)" }).DblClickAsync();
        await Expect(Page.Locator(".card figure")).ToHaveCountAsync(6);

        // What has moved under the pointer since the first half was not meant by the second.
        await Expect(Page.Locator("dialog")).ToHaveCountAsync(0);
        Assert.Equal(2, posts);
    }

    [Fact]
    public async Task Only_an_input_that_is_a_file_and_still_there_is_compared()
    {
        await GoAsync("");
        await Control("prompt").FillAsync("no/such/picture.png");
        await RunAsync();
        var path = await Card.Locator(".path code").TextContentAsync();
        await LookAsync();

        await Card.Locator("select.send").SelectOptionAsync("stability-upscale-fast image");
        await Expect(Control("image")).ToHaveValueAsync(path!);
        await RunAsync();
        await Page.RouteAsync($"**/api/files/{path}", route => route.FulfillAsync(new() { Status = 404 }));
        await LookAsync();

        async Task LookAsync()
        {
            await Card.GetByRole(AriaRole.Button, new() { Name = "Look closer" }).ClickAsync();
            await Page.Locator("dialog[data-ready] .stage img.after[src]").WaitForAsync();
            await Expect(Page.Locator("dialog input[type=range]")).ToHaveCountAsync(0);
            await Page.Keyboard.PressAsync("Escape");
        }
    }
}
