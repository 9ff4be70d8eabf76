using Connector.Page.Content;
using Connector.Testing;
using Microsoft.Playwright;

namespace Connector.Page.Tests.Browser;

/// <summary>The page's main states, from a telephone to a wide screen. <c>PAGE_SHOTS</c> names a folder for screenshots of them.</summary>
public sealed class PageStatesTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private static readonly string? Shots = Environment.GetEnvironmentVariable("PAGE_SHOTS");

    /// <summary>Screenshots show pictures as a person sees them.</summary>
    protected override (string Name, string Value)[] Settings => Shots is null ? [] : [("Sandbox__Coarse", "false")];

    [Theory]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(1024, ColorScheme.Dark)]
    [InlineData(1600, ColorScheme.Light)]
    public async Task No_state_is_wider_than_the_window(int width, ColorScheme scheme)
    {
        await OpenAsync(new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await GoAsync("");
        await SeeAsync("start");
        await Control("prompt").FillAsync("A lighthouse on a cliff");
        await Control("width").FillAsync("1000");
        await Button("Run").ClickAsync();
        await Page.Locator("#problem").WaitForAsync();
        await SeeAsync("problems");
        await Control("width").FillAsync("");
        await RunAsync();
        await Card.Locator("figure img").EvaluateAsync("async (image) => { await image.decode(); scrollTo(0, 0); }");
        await SeeAsync("result");
        await Page.Locator("#take summary").ClickAsync();
        await Page.Locator("#take").ScrollIntoViewIfNeededAsync();
        await SeeAsync("take");
        await Card.GetByRole(AriaRole.Button, new() { Name = "Look closer" }).ClickAsync();
        await SeeAsync("closer");

        var path = await StoreAsync(TestPng.Create(512, 384));
        await GoAsync("stability-edit-outpaint");
        await Control("image").FillAsync(path);
        await Control("image").BlurAsync();
        await Page.Locator(".handle.left").PressAsync("ArrowLeft");
        await SeeAsync("outpaint");
        await GoAsync("stability-edit-inpaint");
        await Control("image").FillAsync(path);
        await Field("mask").GetByRole(AriaRole.Button, new() { Name = "Draw the mask" }).ClickAsync();
        await Page.Locator("canvas[tabindex]").PressAsync("Space");
        await SeeAsync("mask");
        await GoAsync(PageRequest.Gallery);
        await Page.Locator("#files img[src]").First.WaitForAsync();
        await SeeAsync("gallery");
        await GoAsync(PageRequest.Connections);
        await Page.Locator("[data-app=gateway] .state", new() { HasText = "sandbox" }).WaitForAsync();
        await SeeAsync("connections");

        async Task SeeAsync(string state)
        {
            Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), state);
            if (Shots is not null)
            {
                await Page.ScreenshotAsync(new() { Path = Path.Combine(Shots, $"{state}-{width}.png") });
            }
        }
    }
}
