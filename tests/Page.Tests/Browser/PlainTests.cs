using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Connector.Page.Tests.Browser;

/// <summary>The page without scripts, in German, and by keyboard alone.</summary>
public sealed class PlainTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Without_scripts_a_form_is_sent_and_its_answer_is_the_receipt()
    {
        await OpenAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await Page.GotoAsync(Base);
        await Page.Locator("[name=prompt]").FillAsync("A lighthouse");
        await Page.Locator("[name=width]").FillAsync("1024");
        await Page.Locator("[name=height]").FillAsync("1024");

        var answer = await Page.RunAndWaitForResponseAsync(() => Button("Run").ClickAsync(), response => response.Request.Method == "POST");

        Assert.Equal(200, answer.Status);
        Assert.Equal(Connector.SavedFiles.Single(), JsonNode.Parse(await answer.TextAsync())!["path"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_browser_that_likes_German_gets_the_page_in_German()
    {
        await OpenAsync(new BrowserNewContextOptions { Locale = "de-AT" });
        await GoAsync("");

        await Expect(Button("Starten")).ToBeVisibleAsync();
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Control("prompt").FillAsync("Ein Leuchtturm");
        await Expect(Price).ToHaveTextAsync("Kostet 0,9 Credits");
        Assert.Empty(await AxeAsync());
    }

    [Fact]
    public async Task A_picture_is_drawn_by_keyboard_alone_and_what_happens_is_told()
    {
        await GoAsync("");
        await Page.Keyboard.PressAsync("Tab");
        await Expect(Page.Locator(".skip")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");
        for (var tabs = 0; tabs < 8 && !await Control("prompt").EvaluateAsync<bool>("field => field === document.activeElement"); tabs++)
        {
            await Page.Keyboard.PressAsync("Tab");
        }

        await Page.Keyboard.TypeAsync("A lighthouse");
        for (var tabs = 0; tabs < 12 && !await Button("Run").EvaluateAsync<bool>("button => button === document.activeElement"); tabs++)
        {
            await Page.Keyboard.PressAsync("Tab");
        }

        await Page.Keyboard.PressAsync("Enter");

        await Card.Locator("figure .path code").WaitForAsync();
        await Expect(Page.Locator("#say")).ToHaveTextAsync("Generate Image From Text: done.");
    }

    [Fact]
    public async Task Light_and_dark_are_chosen_and_remembered()
    {
        await GoAsync("");
        await Page.Locator("#theme").ClickAsync();
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");

        await Page.ReloadAsync();

        await Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }
}
