using Connector.Actions;
using Connector.Page.Content;
using Connector.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Connector.Page.Tests.Browser;

/// <summary>The stored files.</summary>
public sealed class GalleryTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Files_are_shown_newest_first_filtered_by_action_and_deleted_only_when_that_is_confirmed()
    {
        await StoreAsync(TestPng.Create(64, 64));
        await Connector.PostAsync("""{"prompt": "A lighthouse"}""");
        await Connector.PostAsync("""{"prompt": "A cliff"}""", path: "api/actions/stability-generate-core");
        await GoAsync(PageRequest.Gallery);
        var tiles = Page.Locator("#files > li");
        await Expect(tiles).ToHaveCountAsync(3);
        await Expect(tiles.First).ToContainTextAsync(Catalog.All.Find("stability-generate-core").Title);
        Assert.Empty(await AxeAsync());

        await Page.Locator("#of-action").SelectOptionAsync("dreamstudio-text-to-image");
        await Expect(tiles).ToHaveCountAsync(1);
        await Page.Locator("#of-action").SelectOptionAsync("");
        await Expect(tiles).ToHaveCountAsync(3);
        await tiles.Nth(0).GetByRole(AriaRole.Checkbox).CheckAsync();
        await tiles.Nth(1).GetByRole(AriaRole.Checkbox).CheckAsync();
        await Page.Locator("#delete").ClickAsync();
        Assert.Empty(await AxeAsync());
        await Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Keep them" }).ClickAsync();
        Assert.Equal(3, Connector.SavedFiles.Count);
        await Page.Locator("#delete").ClickAsync();
        await Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Delete 2" }).ClickAsync();

        await Expect(tiles).ToHaveCountAsync(1);
        Assert.Single(Connector.SavedFiles);
    }

    [Fact]
    public async Task A_file_is_downloaded_under_its_own_name_and_seen_closely()
    {
        var path = await StoreAsync(TestPng.Create(64, 64));
        await GoAsync(PageRequest.Gallery);

        var download = await Page.RunAndWaitForDownloadAsync(() => Page.Locator("#files").GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync());
        Assert.Equal(path.Split('/')[^1], download.SuggestedFilename);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(Connector.Files.Path, path)), await File.ReadAllBytesAsync(await download.PathAsync()));
        await Page.Locator("#files .picture").ClickAsync();

        await Expect(Page.Locator("dialog .stage img")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_pictures_recipe_fills_the_form_and_a_file_without_one_says_so()
    {
        var (_, receipt) = await Connector.PostAsync("""{"prompt": "A lighthouse", "steps": 20}""");
        await GoAsync(PageRequest.Gallery);
        await Page.Locator("#files").GetByRole(AriaRole.Button, new() { Name = "Recall" }).ClickAsync();

        await Expect(Control("prompt")).ToHaveValueAsync("A lighthouse");
        await Expect(Control("steps")).ToHaveValueAsync("20");
        await Expect(Control("seed")).ToHaveValueAsync(receipt["files"]![0]!["seed"]!.ToString());
        await StoreAsync(TestPng.Create(64, 64));
        await GoAsync(PageRequest.Gallery);
        await Page.Locator("#files > li").First.GetByRole(AriaRole.Button, new() { Name = "Recall" }).ClickAsync();

        await Expect(Page.Locator("dialog")).ToContainTextAsync("recipe");
        Assert.Empty(await AxeAsync());
    }

    [Fact]
    public async Task An_empty_gallery_says_so()
    {
        await GoAsync(PageRequest.Gallery);

        await Expect(Page.Locator("#gallery-state")).ToHaveTextAsync("There are no files yet.");
        Assert.Empty(await AxeAsync());
    }

    [Fact]
    public async Task A_file_that_no_action_takes_has_no_menu_and_a_failed_download_is_told()
    {
        var path = await StoreAsync(TestPng.Create(64, 64));
        await Connector.PostAsync($$"""{"image": "{{path}}"}""", path: "api/actions/stability-3d-stable-fast-3d");
        await GoAsync(PageRequest.Gallery);
        var tiles = Page.Locator("#files > li");
        await Expect(tiles).ToHaveCountAsync(2);

        await Expect(tiles.First.Locator("select")).ToHaveCountAsync(0);
        await Expect(tiles.Last.Locator("select")).ToHaveCountAsync(1);
        File.Delete(Path.Combine(Connector.Files.Path, path));
        await tiles.Last.GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync();
        await Expect(Page.Locator("#toast")).ToContainTextAsync(path);
    }
}
