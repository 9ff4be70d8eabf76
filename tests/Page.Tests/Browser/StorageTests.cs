using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Connector.Page.Tests.Browser;

/// <summary>The browser's storage is a help: full, disabled or in disorder, it costs nobody a run.</summary>
public sealed class StorageTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string Fill =
        """
        for (let size = 1 << 20, at = 0; size >= 1; ) {
          try { sessionStorage.setItem(`other${at++}`, 'x'.repeat(size)); } catch { size >>= 1; }
        }
        """;

    private const string Disable =
        """
        for (const name of ['sessionStorage', 'localStorage']) {
          Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
        }
        """;

    [Fact]
    public async Task A_full_session_storage_does_not_hide_a_run()
    {
        await GoAsync("");
        await Page.EvaluateAsync(Fill);
        await Control("prompt").FillAsync("A lighthouse");

        await RunAsync();

        await Expect(Card.Locator("figure img")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Connections" }).ClickAsync();
        await Expect(Page.Locator("#spent")).ToHaveTextAsync("0.9");
    }

    [Fact]
    public async Task Without_any_storage_the_page_starts_and_runs()
    {
        await Page.AddInitScriptAsync(Disable);
        await GoAsync("");
        await Page.Locator("#theme").ClickAsync();
        await Control("prompt").FillAsync("A lighthouse");

        await RunAsync();
    }

    [Theory]
    [InlineData("{nonsense")]
    [InlineData("{\"a\": 1}")]
    [InlineData("[null, 1, {}]")]
    public async Task A_list_of_runs_that_is_none_is_passed_over(string value)
    {
        await GoAsync("");
        await Page.EvaluateAsync("value => sessionStorage.setItem('connector.runs', value)", value);
        await GoAsync("");
        await Control("prompt").FillAsync("A lighthouse");

        await RunAsync();

        await Page.ReloadAsync();
        await Expect(Card.Locator("figure .path code")).ToHaveCountAsync(1);
    }
}
