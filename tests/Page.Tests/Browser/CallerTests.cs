using System.Text;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Connector.Page.Tests.Browser;

/// <summary>A server that keeps callers apart: who signs in sees their own, and what it cost.</summary>
public sealed class CallerTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string Draw = """{"prompt": "x"}""";

    [Fact]
    public async Task A_caller_signs_in_and_sees_their_own_pictures_and_spending_alone()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(8, 8));
        await using var connector = await TestConnector.StartAsync(
            upstream,
            time: null,
            ("Access__Keys__alice__key", "key-of-alice"), ("Access__Keys__alice__daily_credits", "2"), ("Access__Keys__bob__key", "key-of-bob"), ("Access__Isolate", "true"));
        Use(connector);
        foreach (var caller in new[] { "alice", "bob", "bob" })
        {
            await DrawAsync(connector, caller);
        }

        await GoAsync("connections");
        await Expect(Page.Locator("#spend")).ToContainTextAsync("asks for an access key");

        await Page.Locator("#access-key").FillAsync("key-of-alice");
        await Button("Keep for this session").ClickAsync();

        await Expect(Page.Locator("#signed-in")).ToHaveTextAsync("Signed in as alice.");
        await Expect(Page.Locator("#spend")).ToContainTextAsync("0.9 credits in 1 calls");
        await Expect(Page.Locator("#spend")).ToContainTextAsync("0.9 of 2 credits of the day");
        await Expect(Page.GetByRole(AriaRole.Table, new() { Name = "By caller" })).Not.ToContainTextAsync("bob");
        await Expect(Page.GetByRole(AriaRole.Table, new() { Name = "By action" })).ToContainTextAsync("0.9 credits, 1 calls");
        Assert.Empty(await AxeAsync());
        await GoAsync("gallery");
        await Expect(Page.Locator("#files li")).ToHaveCountAsync(1);
    }

    private static async Task DrawAsync(TestConnector connector, string caller)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, TestConnector.TextToImage)
        {
            Content = new StringContent(Draw, Encoding.UTF8, "application/json"),
            Headers = { { "x-functions-key", $"key-of-{caller}" } },
        };
        (await connector.Http.SendAsync(request)).EnsureSuccessStatusCode();
    }
}
