using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Documents;

/// <summary>The calls in documents, run by a shell as they stand there, but for the port and the ids of jobs.</summary>
[UnsupportedOSPlatform("windows")]
public class DocumentedCallTests
{
    public static TheoryData<string> Actions => [.. Catalog.All.Actions.Select(action => action.Name)];

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task The_call_of_an_action_in_its_reference_works(string name)
    {
        var action = Catalog.All.Find(name);
        var time = new ManualTime();
        await using var connector = await TestConnector.StartAsync(time, fetcher: null);
        await ExampleFiles.StoreAsync(connector.Files.Path);
        var call = ShellExamples.Calls("docs/actions.md").Single(block => block.Contains($"/api/actions/{name} ", StringComparison.Ordinal));
        if (action.Output is MediaOutput { Wait: { } wait })
        {
            var id = (await connector.Http.ExampleAsync(action))[wait.Id.Name]!.GetValue<string>();
            call = call.Replace(wait.Id.Example, id, StringComparison.Ordinal);
            time.Advance(TimeSpan.FromSeconds(3));
        }

        var answer = JsonNode.Parse(await RunAsync(connector, call))!;

        var promised = action.Output switch { MediaOutput => "path", JobOutput => "job_url", _ => "data" };
        Assert.True(answer[promised] is not null, answer.ToJsonString());
    }

    [Fact]
    public async Task The_upload_in_the_reference_works()
    {
        await using var connector = await TestConnector.StartAsync();
        await File.WriteAllBytesAsync(Path.Combine(connector.Files.Path, "picture.png"), ExampleStore.Png);
        var call = ShellExamples.Calls("docs/actions.md").Single(block => block.Contains("/api/files", StringComparison.Ordinal));

        Assert.NotNull(JsonNode.Parse(await RunAsync(connector, call))!["path"]);
    }

    [Fact]
    public async Task The_calls_of_the_readme_work()
    {
        await using var connector = await TestConnector.StartAsync();
        Directory.CreateSymbolicLink(Path.Combine(connector.Files.Path, "files"), connector.Files.Path);

        var answers = new List<string>();
        foreach (var call in ShellExamples.Calls("README.md"))
        {
            answers.Add(await RunAsync(connector, call));
        }

        // A picture; a path that goes on to two actions, the last of which answers bytes into a file; what is refused.
        Assert.Equal(3, answers.Count);
        Assert.Contains("\"summary\":\"Generated 1 image", answers[0], StringComparison.Ordinal);
        Assert.StartsWith("{\"path\":\"stability-edit-remove-background/", answers[1], StringComparison.Ordinal);
        Assert.Equal(ExampleStore.Png[..8], (await File.ReadAllBytesAsync(Path.Combine(connector.Files.Path, "upscaled.png")))[..8]);
        Assert.Equal(
            ["width", "cfg_scale", "stile_preset"],
            JsonNode.Parse(answers[2])!["problems"]!.AsArray().Select(problem => (string)problem!["parameter"]!));

        // The command line goes on with the file that the calls have left.
        var readme = await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Path, "README.md"));
        var commands = readme.Split('`').Where(text => text.StartsWith("run ", StringComparison.Ordinal) && text.Contains(" files/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(commands);
        foreach (var command in commands)
        {
            var result = await ChildProgram.EndAsync(BuiltProgram.Start(connector.Files.Path, command.Split(' ')));
            Assert.True(result.ExitCode == 0, $"{command}\n{result}");
        }
    }

    private static async Task<string> RunAsync(TestConnector connector, string call)
    {
        var script = call.Replace("http://127.0.0.1:7071/", connector.Http.BaseAddress!.AbsoluteUri, StringComparison.Ordinal);
        var start = new ProcessStartInfo("bash", ["-ec", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = connector.Files.Path,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{script}\n{output}\n{await errors}");
        return output;
    }
}
