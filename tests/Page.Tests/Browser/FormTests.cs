using Connector.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Connector.Page.Tests.Browser;

/// <summary>A form helps before anything is sent.</summary>
public sealed class FormTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task The_price_is_told_before_the_button_is_pressed_and_the_balance_beside_it()
    {
        await GoAsync("");
        await Expect(Price).ToHaveTextAsync("Fill in the fields for the price");

        await Control("prompt").FillAsync("A lighthouse");
        await Expect(Price).ToHaveTextAsync("Costs 0.9 credits");
        await Page.Locator("summary", new() { HasText = "Advanced" }).ClickAsync();
        await Control("samples").FillAsync("3");

        await Expect(Price).ToHaveTextAsync("Costs 2.7 credits");
        await Expect(Page.Locator(".balance")).ToContainTextAsync("credits left");
        Assert.Empty(Connector.SavedFiles);
    }

    [Fact]
    public async Task Every_problem_lands_on_its_field_and_the_first_gets_the_focus()
    {
        await GoAsync("");
        await Control("width").FillAsync("65");
        await Control("height").FillAsync("1");

        await Button("Run").ClickAsync();

        await Expect(Page.Locator("#problem")).ToContainTextAsync("3 fields");
        await Expect(Field("width").Locator(".error")).ToContainTextAsync("65");
        await Expect(Field("height").Locator(".error")).ToContainTextAsync("at least 128");
        await Expect(Field("prompt").Locator(".error")).ToContainTextAsync("Give prompt or text_prompts.");
        await Expect(Control("prompt")).ToBeFocusedAsync();
        Assert.Equal("true", await Control("width").GetAttributeAsync("aria-invalid"));
        await Control("prompt").FillAsync("A lighthouse");
        await Control("width").FillAsync("");
        await Control("height").FillAsync("");
        await Expect(Field("width").Locator(".error")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task What_a_rule_demands_or_excludes_comes_and_goes()
    {
        await GoAsync("stability-generate-sd3");
        await Expect(Field("strength")).ToBeHiddenAsync();
        await Page.Locator("summary", new() { HasText = "Advanced" }).ClickAsync();

        await Control("mode").SelectOptionAsync("image-to-image");

        await Expect(Field("strength")).ToBeVisibleAsync();
        await Expect(Field("strength").Locator(".need")).ToBeVisibleAsync();
        await Expect(Field("aspect_ratio")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_dropdown_is_filled_by_the_server_and_a_slider_moves_its_number()
    {
        await GoAsync("");

        await Control("engine_id").SelectOptionAsync(new SelectOptionValue { Label = "Stable Diffusion v1.6 (retired)" });
        await Page.Locator("summary", new() { HasText = "Advanced" }).ClickAsync();
        await Field("steps").Locator("input[type=range]").FillAsync("40");

        Assert.Equal("stable-diffusion-v1-6", await Control("engine_id").InputValueAsync());
        Assert.Equal("40", await Control("steps").InputValueAsync());
    }

    [Fact]
    public async Task A_dropdown_that_cannot_be_loaded_stays_a_field_and_says_why()
    {
        await Page.RouteAsync("**/api/options/**", route => route.FulfillAsync(new() { Status = 502, Body = """{"detail": "Upstream is away."}""" }));
        await GoAsync("");

        await Expect(Field("engine_id")).ToContainTextAsync("Upstream is away.");
        await Control("engine_id").FillAsync("stable-diffusion-v1-6");
        await Control("prompt").FillAsync("A lighthouse");
        await RunAsync();
        await Page.UnrouteAsync("**/api/options/**");
        await Field("engine_id").GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Expect(Page.Locator("select#f-engine_id option")).Not.ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Weighted_prompts_are_rows()
    {
        await GoAsync("");
        await Page.Locator("summary", new() { HasText = "Advanced" }).ClickAsync();
        var list = Field("text_prompts");

        await list.Locator(".add").ClickAsync();
        await list.Locator("[name=text]").FillAsync("A lighthouse");
        await list.Locator(".add").ClickAsync();
        await list.Locator("[name=text]").Nth(1).FillAsync("fog");
        await list.Locator("[name=weight]").Nth(1).FillAsync("-0.5");
        await Page.Locator("#take summary").ClickAsync();
        await Page.Locator("#dialect").SelectOptionAsync("Power Automate body");

        await Expect(Page.Locator("#call")).ToContainTextAsync("\"weight\": -0.5");
        await RunAsync();
    }

    [Fact]
    public async Task A_picture_is_dropped_pasted_chosen_or_taken_from_the_gallery()
    {
        var png = TestPng.Create(512, 512);
        await GoAsync("stability-upscale-fast");
        await Field("image").Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "a.png", MimeType = "image/png", Buffer = png });
        await Expect(Control("image")).Not.ToHaveValueAsync("");
        var chosen = await Control("image").InputValueAsync();
        await Expect(Field("image").Locator("img")).ToBeVisibleAsync();

        foreach (var way in (string[])["drop", "paste"])
        {
            await Field("image").GetByRole(AriaRole.Button, new() { Name = "Clear image" }).ClickAsync();
            await Page.EvaluateAsync(
                """
                ([way, base64]) => {
                  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
                  const data = new DataTransfer();
                  data.items.add(new File([bytes], 'b.png', { type: 'image/png' }));
                  const target = document.querySelector('.field[data-field=image] .drop');
                  const event = way === 'drop' ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }) : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
                  target.dispatchEvent(event);
                }
                """,
                new[] { way, Convert.ToBase64String(png) });
            await Expect(Control("image")).Not.ToHaveValueAsync("");
        }

        await Field("image").GetByRole(AriaRole.Button, new() { Name = "From the gallery" }).ClickAsync();
        await Page.Locator($"dialog button.tile[aria-label='{chosen}']").ClickAsync();
        Assert.Equal(chosen, await Control("image").InputValueAsync());
        await RunAsync();
    }

    [Fact]
    public async Task A_wrong_files_error_stays_until_its_field_changes()
    {
        await GoAsync("stability-edit-inpaint");
        var error = Field("image").Locator(".error");
        await ChooseAsync("a text"u8.ToArray());
        await Expect(error).ToBeVisibleAsync();
        await Page.RunAndWaitForResponseAsync(() => Control("prompt").FillAsync("A boat"), answer => answer.Url.EndsWith("dry_run=true", StringComparison.Ordinal));
        await Expect(Price).ToHaveTextAsync("Fill in the fields for the price");
        await Expect(error).ToBeVisibleAsync();

        await Page.RouteAsync("**/api/files", route => route.FulfillAsync(new() { Status = 413, Body = """{"detail": "The body is too long."}""" }));
        await ChooseAsync(TestPng.Create(64, 64));
        await Expect(error).ToHaveTextAsync("The body is too long.");
        await Page.UnrouteAsync("**/api/files");
        await ChooseAsync(TestPng.Create(64, 64));
        await Expect(error).ToBeHiddenAsync();

        Task ChooseAsync(byte[] file) => Field("image").Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "a.png", MimeType = "image/png", Buffer = file });
    }

    [Fact]
    public async Task One_wrong_field_is_told_as_one_and_the_price_waits_for_it()
    {
        await GoAsync("");
        await Control("prompt").FillAsync("A lighthouse");
        await Control("width").FillAsync("65");
        await Expect(Price).ToHaveTextAsync("A field needs a change before there is a price");

        await Button("Run").ClickAsync();

        await Expect(Page.Locator("#problem")).ToHaveTextAsync("Nothing was sent: 1 field needs a change.");
    }
}
