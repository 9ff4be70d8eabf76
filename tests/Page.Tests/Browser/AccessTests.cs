using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Connector.Page.Tests.Browser;

/// <summary>A server with access keys: the page opens without one, and keeps the one it is given in this tab only.</summary>
public sealed class AccessTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string Key = "a-key-of-sixteen-letters-or-more";

    protected override (string Name, string Value)[] Settings => [("Access__Keys__0", Key)];

    [Fact]
    public async Task Without_the_key_the_page_says_what_it_needs_and_with_it_all_works_until_the_tab_is_closed()
    {
        await GoAsync("");
        await Control("prompt").FillAsync("A lighthouse");
        await Button("Run").ClickAsync();
        await Expect(Page.Locator("#problem")).ToContainTextAsync("asks for an access key");
        Assert.Empty(await AxeAsync());

        await Page.GetByRole(AriaRole.Link, new() { Name = "Connections" }).ClickAsync();
        await Page.Locator("#access-key").FillAsync(Key);
        await Button("Keep for this session").ClickAsync();
        await Page.Locator("[data-app=dreamstudio] .test").ClickAsync();
        await Expect(Page.Locator("[data-app=dreamstudio] .state")).ToContainTextAsync("The key works. Served by the sandbox");
        Assert.Empty(await AxeAsync());
        await GoAsync("");
        await Control("prompt").FillAsync("A lighthouse");
        await RunAsync();
        await Expect(Card.Locator("figure img")).ToBeVisibleAsync();
        Assert.DoesNotContain(Key, await Page.EvaluateAsync<string>("JSON.stringify(localStorage) + document.cookie"), StringComparison.Ordinal);
        await Page.Locator("#take summary").ClickAsync();
        foreach (var dialect in await Page.Locator("#dialect option").AllTextContentsAsync())
        {
            await Page.Locator("#dialect").SelectOptionAsync(dialect);
            Assert.DoesNotContain(Key, await Page.Locator("#call").TextContentAsync(), StringComparison.Ordinal);
        }

        await OpenAsync(new BrowserNewContextOptions());
        await GoAsync("");
        await Control("prompt").FillAsync("A lighthouse");
        await Button("Run").ClickAsync();
        await Expect(Page.Locator("#problem")).ToContainTextAsync("asks for an access key");
    }

    [Fact]
    public async Task What_is_typed_before_a_slow_module_is_there_is_not_lost()
    {
        var loaded = new TaskCompletionSource();
        await Page.RouteAsync("**/connections.mjs", async route =>
        {
            await loaded.Task;
            await route.ContinueAsync();
        });
        await GoAsync("connections");

        await Expect(Page.Locator("#access-key")).ToBeDisabledAsync();
        await Expect(Button("Keep for this session")).ToBeDisabledAsync();
        loaded.SetResult();

        await Page.Locator("#access-key").FillAsync(Key);
        await Expect(Page.Locator("#access-key")).ToHaveValueAsync(Key);
    }

    [Fact]
    public async Task The_page_and_its_parts_are_shown_to_anybody_and_nothing_else_is()
    {
        foreach (var (path, status) in ((string, int)[])[("", 200), ("api/page", 200), ("api/page/page.mjs", 200), ("api/page/gallery", 200), ("api/page/no-such-action", 404), ("api/files", 401), ("api/page/../files", 401)])
        {
            using var answer = await Connector.Http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal((path, status), (path, (int)answer.StatusCode));
        }
    }

    [Fact]
    public async Task A_key_that_cannot_be_one_or_is_wrong_is_told_so()
    {
        await GoAsync("connections");
        var state = Page.Locator("#access-state");
        await Page.Locator("#access-key").FillAsync("ключ");
        await Button("Keep for this session").ClickAsync();
        await Expect(state).ToContainTextAsync("letters");

        await Page.Locator("#access-key").FillAsync("a-key-that-nobody-gave-out");
        await Button("Keep for this session").ClickAsync();
        await Expect(state).ToHaveTextAsync("Kept until this tab is closed.");
        await Expect(state).ToBeVisibleAsync();
        await Page.Locator("[data-app=dreamstudio] .test").ClickAsync();
        await Expect(Page.Locator("[data-app=dreamstudio] .state")).ToContainTextAsync("is not taken");
        Assert.Empty(await AxeAsync());
    }
}
