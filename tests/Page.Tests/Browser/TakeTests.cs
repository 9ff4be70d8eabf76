using System.Management.Automation;
using System.Text.Json.Nodes;
using Connector.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Connector.Page.Tests.Browser;

/// <summary>What the page gives people to take away works where they take it.</summary>
public sealed class TakeTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    /// <summary>Quotes, an apostrophe, a dollar sign and letters beyond ASCII: what shells stumble over.</summary>
    private const string Prompt = "A \"lighthouse\" on Kap's $HOME cliff, größer";

    protected override BrowserNewContextOptions Options => new() { Permissions = ["clipboard-read", "clipboard-write"] };

    [Fact]
    public async Task Curl_PowerShell_CSharp_and_JavaScript_as_they_are_copied_draw_a_picture()
    {
        using var folder = new TemporaryFolder();
        await GoAsync("");
        await Control("prompt").FillAsync(Prompt);
        await Page.Locator("#take summary").ClickAsync();

        var curl = await ChildProgram.EndAsync(ChildProgram.Start("bash", ["-c", await CopyAsync("curl")]));
        Assert.Equal(Prompt, await PromptOfAsync(JsonNode.Parse(curl.Output)!["path"]!.GetValue<string>()));

        using var shell = PowerShell.Create();
        var receipt = shell.AddScript(await CopyAsync("PowerShell")).Invoke();
        Assert.False(shell.HadErrors, string.Join('\n', shell.Streams.Error));
        Assert.Equal(Prompt, await PromptOfAsync((string)receipt.Single().BaseObject));

        var script = Path.Combine(folder.Path, "take.mjs");
        await File.WriteAllTextAsync(script, await CopyAsync("JavaScript"));
        var node = await ChildProgram.EndAsync(ChildProgram.Start("node", [script]));
        Assert.Equal(Prompt, await PromptOfAsync(node.Output.Trim()));

        var program = Path.Combine(folder.Path, "take.cs");
        await File.WriteAllTextAsync(program, await CopyAsync("C#"));
        var csharp = await ChildProgram.EndAsync(ChildProgram.Start("dotnet", ["run", program], folder.Path));
        Assert.True(csharp.ExitCode == 0, csharp.Output + csharp.Errors);
        Assert.Equal(Prompt, await PromptOfAsync(csharp.Output.Trim().Split('\n')[^1].Trim()));
    }

    [Fact]
    public async Task Every_other_place_gets_the_call_in_its_own_form()
    {
        await GoAsync("");
        await Control("prompt").FillAsync(Prompt);
        await Page.Locator("#take summary").ClickAsync();

        Assert.Equal(Prompt, JsonNode.Parse(await CopyAsync("Power Automate body"))!["prompt"]!.GetValue<string>());
        Assert.Equal(Prompt, JsonNode.Parse(await CopyAsync("Logic Apps action"))!["dreamstudio_text_to_image"]!["inputs"]!["body"]!["prompt"]!.GetValue<string>());
        var node = JsonNode.Parse(await CopyAsync("n8n node"))!["nodes"]![0]!["parameters"]!;
        Assert.Equal(Prompt, JsonNode.Parse(node["jsonBody"]!.GetValue<string>())!["prompt"]!.GetValue<string>());
        Assert.Contains("defineComponent", await CopyAsync("Pipedream step"), StringComparison.Ordinal);
        using var mcp = new HttpRequestMessage(HttpMethod.Post, "api/mcp") { Content = new StringContent(await CopyAsync("MCP call"), System.Text.Encoding.UTF8, "application/json") };
        mcp.Headers.Add("Accept", "application/json, text/event-stream");
        using var answer = await Connector.Http.SendAsync(mcp);
        Assert.Contains("dreamstudio-text-to-image/", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<string> CopyAsync(string dialect)
    {
        await Page.Locator("#dialect").SelectOptionAsync(dialect);
        await Button("Copy").ClickAsync();
        await Expect(Page.Locator("#say")).ToHaveTextAsync("Copied.");
        return await Page.EvaluateAsync<string>("navigator.clipboard.readText()");
    }

    /// <summary>That the picture is there, and the prompt that arrived; what was sent is in the recipe.</summary>
    private async Task<string?> PromptOfAsync(string path)
    {
        Assert.Contains(path, Connector.SavedFiles);
        var recipe = await Connector.GetJsonAsync($"api/files/{path}?view=recipe");
        return recipe["inputs"]!["prompt"]!.GetValue<string>();
    }
}
