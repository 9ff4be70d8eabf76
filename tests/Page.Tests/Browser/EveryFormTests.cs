using Connector.Actions;
using Microsoft.Playwright;

namespace Connector.Page.Tests.Browser;

/// <summary>Every action's form, in a real browser.</summary>
public sealed class EveryFormTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Every_actions_form_has_all_its_fields_and_no_fault_that_axe_finds_light_or_dark()
    {
        await GoAsync("");
        Assert.Empty(await AxeAsync());
        foreach (var action in Catalog.All.Actions)
        {
            await Page.EvaluateAsync("name => document.querySelector(`.actions a[href$='/${name}']`).click()", action.Name);
            await Page.Locator($"#form[data-action={action.Name}]").WaitForAsync();

            Assert.Equal(
                action.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal),
                (await Page.Locator(".field").EvaluateAllAsync<string[]>("fields => fields.map((field) => field.dataset.field)")).Order(StringComparer.Ordinal));
            await Page.EvaluateAsync("document.querySelectorAll('main details').forEach((details) => { details.open = true; })");
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                var found = await AxeAsync(Page.Locator("main"), onlyColours: scheme == ColorScheme.Dark);
                Assert.True(!found.Any(), $"{action.Name}, {scheme}: {string.Join('\n', found)}");
            }
        }
    }

    [Fact]
    public async Task A_search_narrows_the_list_and_enter_opens_the_first()
    {
        await GoAsync("");

        await Page.Locator("#search").FillAsync("upscale fast");
        var shown = Page.Locator(".actions li:not([hidden])");
        await Assertions.Expect(shown).ToHaveCountAsync(1);
        await Page.Locator("#search").PressAsync("Enter");

        await Page.Locator("#form[data-action=stability-upscale-fast]").WaitForAsync();
        await Page.Locator("#search").FillAsync("no such words");
        await Assertions.Expect(Page.Locator("#search-none")).ToBeVisibleAsync();
    }
}
