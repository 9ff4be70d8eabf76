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
                action.ParametersOfWaited.Select(parameter => parameter.Name).Order(StringComparer.Ordinal),
                (await Page.Locator(".field").EvaluateAllAsync<string[]>("fields => fields.map((field) => field.dataset.field)")).Order(StringComparer.Ordinal));
            await Page.EvaluateAsync("document.querySelectorAll('main details').forEach((details) => { details.open = true; })");
            Assert.Equal((action.Name, "light", ""), (action.Name, "light", await FormAxeAsync(ColorScheme.Light)));
            Assert.Equal((action.Name, "dark", ""), (action.Name, "dark", await FormAxeAsync(ColorScheme.Dark)));
        }
    }

    /// <summary>What axe finds in the form; the first look has brought axe into the page. What is not of the colours is the same in the dark.</summary>
    private async Task<string> FormAxeAsync(ColorScheme scheme)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        return await Page.EvaluateAsync<string>(
            """
            async ([dark, tags]) => {
              const runOnly = dark ? { type: 'rule', values: ['color-contrast'] } : { type: 'tag', values: tags };
              const { violations, passes } = await axe.run('main', { runOnly, resultTypes: ['violations'] });
              if (passes.length === 0) throw new Error('axe looked at nothing');
              return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html}`)).join('\n');
            }
            """,
            new object[] { scheme == ColorScheme.Dark, Axe.Tags });
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
