using Connector.Page.Content;
using Connector.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Connector.Page.Tests.Browser;

/// <summary>Runs have cards of their own, which tell what came of them in words.</summary>
public sealed class RunTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_result_is_shown_with_its_facts_and_each_card_lives_on_its_own()
    {
        await GoAsync("");
        await Control("prompt").FillAsync("A lighthouse");
        await RunAsync();
        await RunAsync();

        await Expect(Page.Locator(".card")).ToHaveCountAsync(2);
        await Expect(Card.Locator(".facts")).ToContainTextAsync("1024 × 1024");
        await Expect(Card.Locator(".facts")).ToContainTextAsync("Seed ");
        await Expect(Card.Locator(".facts")).ToContainTextAsync("0.9 credits");
        await Expect(Card.Locator(".status")).ToContainTextAsync("Generated 1 image");
        Assert.Equal(2, Connector.SavedFiles.Count);
        Assert.True(await Card.Locator("figure img").EvaluateAsync<bool>("async (image) => { await image.decode(); return image.naturalWidth === 1024; }"));
        Assert.Empty(await AxeAsync());
        await Card.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await Expect(Page.Locator(".card")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Runs_are_found_again_after_the_page_is_loaded_anew_and_in_another_view()
    {
        await GoAsync("");
        await Control("prompt").FillAsync("A lighthouse");
        await RunAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Connections" }).ClickAsync();
        await Expect(Page.Locator("#spent")).ToHaveTextAsync("0.9");
        await Expect(Page.Locator(".card")).ToHaveCountAsync(1);

        await Page.ReloadAsync();

        await Expect(Card.Locator("figure .path code")).ToHaveCountAsync(1);
        await Expect(Page.Locator("#spent")).ToHaveTextAsync("0.9");
        Assert.Single(Connector.SavedFiles);
    }

    [Fact]
    public async Task A_filtered_picture_and_a_failure_are_explained_and_can_be_edited()
    {
        await GoAsync("stability-generate-core");
        await Control("prompt").FillAsync("sandbox:filtered");
        await Button("Run").ClickAsync();
        await Expect(Card.Locator(".status")).ToHaveTextAsync("Caught by the content filter");
        await Expect(Card).ToContainTextAsync("Change the prompt");

        await Control("prompt").FillAsync("sandbox:500");
        await Button("Run").ClickAsync();
        await Expect(Page.Locator(".card")).ToHaveCountAsync(2);
        await Expect(Card.Locator(".problem")).ToBeVisibleAsync();
        await Expect(Card).ToContainTextAsync("Request ");
        Assert.Empty(await AxeAsync());
        await Control("prompt").FillAsync("");
        await Card.GetByRole(AriaRole.Button, new() { Name = "Edit and run again" }).ClickAsync();

        await Expect(Control("prompt")).ToHaveValueAsync("sandbox:500");
    }

    [Fact]
    public async Task A_run_can_be_cancelled_while_its_time_is_told()
    {
        await using var upstream = await PausedUpstream.StartAsync();
        await using var connector = await Testing.Hosting.TestConnector.StartAsync(upstream.Upstream);
        await BeginAsync(connector, upstream);

        await Expect(Card.Locator(".status")).ToContainTextAsync("Running");
        await Expect(Card.Locator(".elapsed")).ToContainTextAsync(" s");
        await Expect(Card.Locator("progress")).ToBeVisibleAsync();
        Assert.Empty(await AxeAsync());
        await Card.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await Expect(Card.Locator(".status")).ToContainTextAsync("Cancelled", new() { Timeout = 15_000 });
        upstream.Go();
    }

    [Fact]
    public async Task A_long_run_tells_the_person_who_looks_elsewhere()
    {
        await Page.Context.GrantPermissionsAsync(["notifications"]);
        await Page.AddInitScriptAsync("window.told = []; window.Notification = class { static permission = 'granted'; static requestPermission = async () => 'granted'; constructor(title) { window.told.push(title); } }; Object.defineProperty(document, 'hidden', { get: () => true });");
        await GoAsync(PageRequest.Connections);
        await Page.Locator("#notify").CheckAsync();
        await GoAsync("");
        await Control("prompt").FillAsync("A lighthouse");
        await Page.EvaluateAsync("const now = Date.now; let shift = 0; Date.now = () => now() + shift; document.addEventListener('spent', () => { shift = 20000; });");

        await RunAsync();

        Assert.Equal("Generate Image From Text", await Page.EvaluateAsync<string>("window.told[0]"));
    }

    [Fact]
    public async Task A_running_card_that_was_dismissed_stays_away()
    {
        await using var upstream = await PausedUpstream.StartAsync();
        await using var connector = await Testing.Hosting.TestConnector.StartAsync(upstream.Upstream);
        await BeginAsync(connector, upstream);

        await Card.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        upstream.Go();
        await Expect(Page.Locator("#say")).ToContainTextAsync("Generate Image From Text: ", new() { Timeout = 15_000 });
        await Page.ReloadAsync();
        await Page.Locator("html[data-ready]").WaitForAsync();

        await Expect(Page.Locator(".card")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_balance_is_asked_for_once_however_many_runs_are_found_again()
    {
        await GoAsync("");
        await Control("prompt").FillAsync("A lighthouse");
        await RunAsync();
        await RunAsync();
        var asked = 0;
        Page.Request += (_, request) => asked += request.Url.EndsWith("/test", StringComparison.Ordinal) ? 1 : 0;

        await Page.ReloadAsync();

        await Expect(Page.Locator(".card figure")).ToHaveCountAsync(2);
        await Expect(Page.Locator(".balance")).ToBeVisibleAsync();
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_run_is_brought_to_where_a_person_looks()
    {
        await OpenAsync(new BrowserNewContextOptions { ViewportSize = new() { Width = 390, Height = 800 } });
        await GoAsync("");
        await Control("prompt").FillAsync("A lighthouse");

        await RunAsync();

        await Expect(Card.Locator(".status")).ToBeInViewportAsync();
    }

    /// <summary>Starts a run that is at work until its upstream goes on.</summary>
    private async Task BeginAsync(Testing.Hosting.TestConnector connector, PausedUpstream upstream)
    {
        Use(connector);
        await GoAsync("");
        await Control("prompt").FillAsync("A lighthouse");
        await Button("Run").ClickAsync();
        await upstream.Called;
    }
}
