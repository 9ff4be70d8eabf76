using Connector.Page.Tests.Browser;
using Microsoft.Playwright;

namespace Connector.Functions.Tests.Worker;

/// <summary>The page of the published worker, in a real browser, through the host.</summary>
public class PageTests(WorkerFixture workers) : WorkerTest(workers)
{
    [Fact]
    public async Task The_page_draws_a_picture_and_shows_it_in_its_gallery()
    {
        var worker = await Workers.LocalAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = await Chromium.FindAsync(), Args = Chromium.Arguments });
        var page = await browser.NewPageAsync();
        List<string> faults = [];
        page.PageError += (_, error) => faults.Add(error);

        await page.GotoAsync(new Uri(worker.Http.BaseAddress!, "api/page").AbsoluteUri);
        await page.Locator("html[data-ready]").WaitForAsync();
        await page.Locator("#f-prompt").FillAsync("A lighthouse");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        var path = await page.Locator(".card figure .path code").TextContentAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Gallery" }).ClickAsync();

        await page.Locator($"#files input[value='{path}']").WaitForAsync();
        Assert.True(await page.Locator(".card figure img").EvaluateAsync<bool>("async (image) => { await image.decode(); return image.naturalWidth > 0; }"));
        await page.Locator("#files img[src]").First.WaitForAsync();
        Assert.Empty(faults);
    }
}
