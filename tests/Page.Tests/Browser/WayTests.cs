using Connector.Page.Content;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Connector.Page.Tests.Browser;

/// <summary>The ways through the page: what was typed stays, the last click wins, and a server that is away is told.</summary>
public sealed class WayTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string Other = "stability-generate-core";

    private ILocator Gallery => Page.GetByRole(AriaRole.Link, new() { Name = "Gallery" });

    private ILocator Toast => Page.Locator("#toast");

    [Fact]
    public async Task What_was_typed_outlives_the_link_to_the_content_the_gallery_and_a_reload()
    {
        await GoAsync(Other);
        await Control("prompt").FillAsync("A lighthouse");
        await Page.Locator(".skip").FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page).ToHaveURLAsync($"{Base}/api/page/{Other}#main");
        await Expect(Control("prompt")).ToHaveValueAsync("A lighthouse");

        await Gallery.ClickAsync();
        await Page.Locator("#gallery").WaitForAsync();
        await Page.GoBackAsync();
        await Expect(Control("prompt")).ToHaveValueAsync("A lighthouse");
        await Gallery.ClickAsync();
        await Page.Locator("#gallery").WaitForAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Try", Exact = true }).ClickAsync();
        await Page.Locator($"#form[data-action={Other}]").WaitForAsync();
        await Expect(Control("prompt")).ToHaveValueAsync("A lighthouse");

        await Page.ReloadAsync();
        await Expect(Control("prompt")).ToHaveValueAsync("A lighthouse");
        await Button("Clear").ClickAsync();
        await Page.ReloadAsync();
        await Page.Locator("html[data-ready]").WaitForAsync();
        await Expect(Control("prompt")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task The_last_click_wins_and_a_click_on_what_is_shown_is_no_step_of_the_history()
    {
        var release = new TaskCompletionSource();
        await Page.RouteAsync("**/api/page/gallery", async route =>
        {
            await release.Task;
            await route.ContinueAsync();
        });
        await GoAsync(Other);
        await Gallery.ClickAsync();
        var connections = Page.GetByRole(AriaRole.Link, new() { Name = "Connections" });
        await connections.ClickAsync();
        await Page.Locator("#connections").WaitForAsync();
        release.SetResult();
        await Page.UnrouteAsync("**/api/page/gallery");
        var length = await Page.EvaluateAsync<int>("history.length");

        await Page.RunAndWaitForResponseAsync(() => connections.ClickAsync(), answer => answer.Url.EndsWith("/connections", StringComparison.Ordinal));

        await Expect(Page.Locator("#connections")).ToBeVisibleAsync();
        await Expect(Page).ToHaveURLAsync($"{Base}/api/page/{PageRequest.Connections}");
        Assert.Equal(length, await Page.EvaluateAsync<int>("history.length"));
    }

    [Fact]
    public async Task A_server_that_is_away_is_told_in_words()
    {
        await GoAsync(Other);
        await Control("prompt").FillAsync("A lighthouse");
        await RunAsync();
        await Page.RouteAsync("**/api/**", route => route.AbortAsync());

        await Gallery.ClickAsync();
        await Expect(Toast).ToHaveTextAsync("The server does not answer.");
        await Expect(Control("prompt")).ToHaveValueAsync("A lighthouse");
        Assert.Empty(await AxeAsync());
        await Card.GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync();
        await Expect(Toast).ToHaveTextAsync("The server does not answer.");
        await Button("Run").ClickAsync();
        await Expect(Page.Locator("#problem")).ToHaveTextAsync("The server does not answer.");
        await Card.GetByRole(AriaRole.Button, new() { Name = "Again", Exact = true }).ClickAsync();
        await Expect(Page.Locator(".card")).ToHaveCountAsync(2);
        await Expect(Card.Locator(".problem")).ToHaveTextAsync("The server does not answer.");
        await Page.Locator(".card").Nth(1).GetByRole(AriaRole.Button, new() { Name = "Vary (4)" }).ClickAsync();
        await Expect(Page.Locator(".card")).ToHaveCountAsync(3);
        Assert.Single(Connector.SavedFiles);
    }

    [Fact]
    public async Task A_page_that_is_none_is_told_with_a_way_back()
    {
        var answer = await Page.GotoAsync($"{Base}/api/page/no-such-action");

        Assert.Equal(404, answer!.Status);
        Assert.Empty(await AxeAsync());
        await Page.Locator("main a").ClickAsync();
        await Page.Locator("#form").WaitForAsync();
    }

    [Fact]
    public async Task No_path_leads_out_of_the_files()
    {
        await GoAsync("");

        foreach (var path in (string[])["../page", "a/../../health", "./a", "a/.."])
        {
            Assert.Equal(404, await Page.EvaluateAsync<int>("async (path) => { try { (await import('/api/page/api.mjs')).filePath(path); return 200; } catch (refusal) { return refusal.status; } }", path));
        }
    }
}
