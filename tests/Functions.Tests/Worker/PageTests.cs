using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Page.Content;
using Connector.Page.Tests.Browser;
using Connector.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Connector.Functions.Tests.Worker;

/// <summary>The page of the published worker, in a real browser, through the host. What each part does in every case, the tests of the page tell.</summary>
public class PageTests(WorkerFixture workers) : WorkerTest(workers), IAsyncLifetime
{
    private const string Key = "a-key-of-sixteen-letters-or-more";

    private readonly List<string> _faults = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private readonly CancellationTokenSource _end = new();
    private IPage _page = null!;
    private Task _jobs = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = await Chromium.FindAsync(), Args = Chromium.Arguments });
        _page = await _browser.NewPageAsync();
        _page.PageError += (_, error) => _faults.Add(error);
    }

    public async Task DisposeAsync()
    {
        await EndJobsAsync();
        _end.Dispose();
        await _browser!.DisposeAsync();
        _playwright!.Dispose();
        Assert.Empty(_faults);
    }

    [Fact]
    public async Task The_page_draws_a_picture_and_shows_it_in_its_gallery()
    {
        await GoAsync(await Workers.LocalAsync());
        await _page.Control("prompt").FillAsync("A lighthouse");
        var path = await _page.RunAsync();
        await LinkAsync("Gallery");

        await _page.Locator($"#files input[value='{path}']").WaitForAsync();
        Assert.True(await _page.Locator(".card figure img").EvaluateAsync<bool>("async (image) => { await image.decode(); return image.naturalWidth > 0; }"));
        await _page.Locator("#files img[src]").First.WaitForAsync();
    }

    [Fact]
    public async Task A_picture_is_uploaded_painted_over_enlarged_recalled_and_deleted()
    {
        await GoAsync(await Workers.LocalAsync(), "stability-edit-inpaint");
        await _page.Field("image").Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "a.png", MimeType = "image/png", Buffer = TestPng.Create(256, 256) });
        await Expect(_page.Field("image").Locator("img")).ToBeVisibleAsync();
        await _page.Field("mask").GetByRole(AriaRole.Button, new() { Name = "Draw the mask" }).ClickAsync();
        await _page.Locator("dialog canvas[tabindex]").PressAsync("Space");
        await _page.Button("Save the mask").ClickAsync();
        await Expect(_page.Control("mask")).Not.ToHaveValueAsync("");
        await _page.Control("prompt").FillAsync("A boat");
        var painted = await _page.RunAsync();

        await _page.Card().Locator("select.send").SelectOptionAsync("stability-upscale-fast image");
        await Expect(_page.Control("image")).ToHaveValueAsync(painted);
        var enlarged = await _page.RunAsync();
        await _page.Card().GetByRole(AriaRole.Button, new() { Name = "Look closer" }).ClickAsync();
        await Expect(_page.Locator("dialog").GetByRole(AriaRole.Slider, new() { Name = "Compare with the input" })).ToBeVisibleAsync();
        await _page.Keyboard.PressAsync("Escape");

        await LinkAsync("Gallery");
        await Tile(enlarged).GetByRole(AriaRole.Checkbox).CheckAsync();
        await _page.Locator("#delete").ClickAsync();
        await _page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Delete 1" }).ClickAsync();
        await Expect(Tile(enlarged)).ToHaveCountAsync(0);
        await Tile(painted).GetByRole(AriaRole.Button, new() { Name = "Recall" }).ClickAsync();
        await Expect(_page.Control("prompt")).ToHaveValueAsync("A boat");
        await Expect(_page.Locator("#form")).ToHaveAttributeAsync("data-action", "stability-edit-inpaint");
    }

    [Fact]
    public async Task Problems_land_on_their_fields_dropdowns_load_and_variations_are_followed()
    {
        var worker = await Workers.SandboxAsync();
        await TakeJobsAsync(worker);
        await GoAsync(worker);
        await Expect(_page.Control("engine_id").Locator("option[value='stable-diffusion-v1-6']")).ToHaveCountAsync(1);
        await _page.Control("prompt").FillAsync("A lighthouse");
        await Expect(_page.Locator("#price")).ToContainTextAsync("credits");
        await _page.Control("width").FillAsync("65");
        await _page.Button("Run").ClickAsync();
        await Expect(_page.Field("width").Locator(".error")).ToContainTextAsync("65");

        await _page.Control("width").FillAsync("");
        await _page.RunAsync();
        await _page.Card().GetByRole(AriaRole.Button, new() { Name = "Vary (4)" }).ClickAsync();
        await Expect(_page.Card().Locator(".status")).ToContainTextAsync("4 done, 0 failed", new() { Timeout = 60_000 });
        await Expect(_page.Card().Locator("figure")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Every_part_is_shown_in_German_and_in_the_dark_and_axe_finds_nothing()
    {
        _page = await _browser!.NewPageAsync(new() { Locale = "de-AT", ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
        foreach (var part in (string[])["", PageRequest.Gallery, PageRequest.Connections, .. Catalog.All.Actions.Select(action => action.Name)])
        {
            var answer = await GoAsync(await Workers.LocalAsync(), part);

            Assert.Equal((part, 200, "de"), (part, answer!.Status, await _page.Locator("html").GetAttributeAsync("lang")));
            if (part.Length == 0 || Catalog.All.Actions.All(action => action.Name != part))
            {
                Assert.Empty(await Axe.FindAsync(_page));
            }
        }
    }

    [Fact]
    public async Task Without_scripts_a_form_is_sent_and_its_answer_is_the_receipt()
    {
        var page = await _browser!.NewPageAsync(new() { JavaScriptEnabled = false });
        await page.GotoAsync(Address(await Workers.LocalAsync(), "stability-generate-core"));
        await page.Locator("[name=prompt]").FillAsync("A lighthouse");

        var answer = await page.RunAndWaitForResponseAsync(
            () => page.Button("Run").ClickAsync(), response => response.Request.Method == "POST");

        Assert.Equal(200, answer.Status);
        Assert.StartsWith("stability-generate-core/", JsonNode.Parse(await answer.TextAsync())!["path"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_an_access_key_entered_once_all_works_and_the_copied_call_holds_a_placeholder_for_it()
    {
        await using var worker = await Workers.StartAsync(("Sandbox__Enabled", "true"), ("Access__Keys__0", Key));
        await TakeJobsAsync(worker);
        await GoAsync(worker);
        await _page.Control("prompt").FillAsync("A lighthouse");
        await _page.Button("Run").ClickAsync();
        await Expect(_page.Locator("#problem")).ToContainTextAsync("access key");

        await LinkAsync("Connections");
        await _page.Locator("#access-key").FillAsync(Key);
        await _page.Button("Keep for this session").ClickAsync();
        await _page.Locator("[data-app=dreamstudio] .test").ClickAsync();
        await Expect(_page.Locator("[data-app=dreamstudio] .state")).ToContainTextAsync("Served by the sandbox");
        await GoAsync(worker);
        await _page.Control("prompt").FillAsync("A \"lighthouse\" on Kap's $HOME cliff");
        await _page.RunAsync();
        await Expect(_page.Card().Locator("figure img")).ToBeVisibleAsync();

        await _page.Locator("#take summary").ClickAsync();
        await _page.Locator("#dialect").SelectOptionAsync("curl");
        var call = (await _page.Locator("#call").TextContentAsync())!;
        Assert.DoesNotContain(Key, call, StringComparison.Ordinal);
        var copied = await ChildProgram.EndAsync(ChildProgram.Start("bash", ["-c", call.Replace("YOUR_ACCESS_KEY", Key, StringComparison.Ordinal)]));
        Assert.EndsWith(".png", JsonNode.Parse(copied.Output)!["path"]!.GetValue<string>(), StringComparison.Ordinal);
        await EndJobsAsync();
    }

    /// <summary>The page has runs carried on as jobs, whose messages the host brings.</summary>
    private async Task TakeJobsAsync(RunningWorker worker)
    {
        await worker.Jobs.ClearAsync(_end.Token);
        _jobs = worker.Jobs.BringAllAsync(_end.Token);
    }

    private async Task EndJobsAsync()
    {
        await _end.CancelAsync();
        await _jobs;
    }

    private static string Address(RunningWorker worker, string part) => new Uri(worker.Http.BaseAddress!, $"api/page/{part}".TrimEnd('/')).AbsoluteUri;

    private async Task<IResponse?> GoAsync(RunningWorker worker, string part = "")
    {
        var answer = await _page.GotoAsync(Address(worker, part));
        await _page.Locator("html[data-ready]").WaitForAsync();
        return answer;
    }

    private ILocator Tile(string path) => _page.Locator("#files > li", new() { Has = _page.Locator($"input[value='{path}']") });

    private Task LinkAsync(string name) => _page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
}
