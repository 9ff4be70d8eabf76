using Microsoft.Playwright;

namespace Connector.Page.Tests.Browser;

/// <summary>Where the parts of the page are.</summary>
public static class PageParts
{
    /// <summary>The field of a parameter.</summary>
    public static ILocator Field(this IPage page, string name) => page.Locator($".field[data-field={name}]");

    /// <summary>The control of a parameter.</summary>
    public static ILocator Control(this IPage page, string name) => page.Locator($"#f-{name}");

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>The newest card.</summary>
    public static ILocator Card(this IPage page) => page.Locator(".card").First;

    /// <summary>Starts the form's action and waits for its picture; the picture's path.</summary>
    public static async Task<string> RunAsync(this IPage page)
    {
        var before = await page.Locator(".card").CountAsync();
        await page.Button("Run").ClickAsync();
        await page.Locator($".card:nth-child({before + 1})").WaitForAsync();
        var path = page.Card().Locator("figure .path code").First;
        await path.WaitForAsync();
        return (await path.TextContentAsync())!;
    }
}
