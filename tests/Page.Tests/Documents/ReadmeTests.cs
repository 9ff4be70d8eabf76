using System.Management.Automation;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Page.Tests.Documents;

/// <summary>The calls of the README in PowerShell, run one after the other as they stand there, but for the port; those for the shell have a test of their own.</summary>
public class ReadmeTests
{
    [Fact]
    public async Task The_calls_in_PowerShell_do_what_those_for_the_shell_beside_them_do()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Path, "README.md"));
        var calls = Blocks(readme, "powershell");
        Assert.Equal(Blocks(readme, "sh").Count(block => block.Contains("http://127.0.0.1:7071/", StringComparison.Ordinal)), calls.Count);
        await using var connector = await TestConnector.StartAsync();
        Directory.CreateSymbolicLink(Path.Combine(connector.Files.Path, "files"), connector.Files.Path);

        var answers = calls.Select(call => Run(connector, call)).ToList();

        Assert.Equal(3, answers.Count);
        Assert.Contains("\"summary\":\"Generated 1 image", answers[0], StringComparison.Ordinal);
        Assert.StartsWith("{\"path\":\"stability-edit-remove-background/", answers[1], StringComparison.Ordinal);
        Assert.True(new FileInfo(Path.Combine(connector.Files.Path, "upscaled.png")).Length > 0);
        Assert.Equal(
            ["width", "cfg_scale", "stile_preset"],
            JsonNode.Parse(answers[2])!["problems"]!.AsArray().Select(problem => (string)problem!["parameter"]!));
    }

    private static IReadOnlyList<string> Blocks(string document, string language) =>
        [.. document.Split($"```{language}\n").Skip(1).Select(block => block.Split("```")[0])];

    /// <summary>What a block puts out, as JSON.</summary>
    private static string Run(TestConnector connector, string call)
    {
        using var shell = PowerShell.Create();
        shell.AddCommand("Set-Location").AddArgument(connector.Files.Path).AddStatement();
        shell.AddScript($"& {{ {call.Replace("http://127.0.0.1:7071", connector.Http.BaseAddress!.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal)} }} | ConvertTo-Json -Depth 8 -Compress");
        var output = shell.Invoke();
        Assert.False(shell.HadErrors, $"{call}\n{string.Join('\n', shell.Streams.Error)}");
        return $"{output.Single()}";
    }
}
