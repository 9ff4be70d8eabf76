using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connector.Api.Tests.Callbacks;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Requests;

/// <summary>The emitted requests, sent by the programs they are for to a connector that the sandbox serves.</summary>
public sealed class RequestFileTests : IDisposable
{
    /// <summary>By the time it is cancelled, the job has its picture.</summary>
    private const string CancelJob = "Jobs: Cancel a job";

    private static readonly string Requests = Path.Combine(RepositoryFolder.Path, "infra", "http");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Newman_runs_the_whole_collection_of_Postman_from_the_top()
    {
        await using var connector = await TestConnector.StartAsync(("Callbacks__Secret", CallbackReceiver.Secret));
        var report = Path.Combine(_folder.Path, "report.json");

        var run = await RunAsync(
            Requests, "newman/bin/newman.js", "run", "connector.postman_collection.json", "--env-var", $"host={HostOf(connector)}", "--reporters", "json", "--reporter-json-export", report);

        Assert.True(run.ExitCode == 0, run.Everything);
        var sent = JsonNode.Parse(await File.ReadAllTextAsync(report))!["run"]!["executions"]!.AsArray().Select(one => (Name: (string)one!["item"]!["name"]!, Status: (int)one["response"]!["code"]!)).ToList();
        Assert.Equal(Count(), sent.Count);
        Assert.All(sent, one => Assert.True(one.Status / 100 == 2 || (one.Name == CancelJob && one.Status == 409), $"{one.Name}: {one.Status}"));
    }

    [Fact]
    public async Task Httpyac_sends_every_request_of_the_file_for_editors_once_its_variables_are_filled_in()
    {
        await using var connector = await TestConnector.StartAsync(("Callbacks__Secret", CallbackReceiver.Secret));
        var (http, text) = (connector.Http, await File.ReadAllTextAsync(Path.Combine(Requests, "connector.http")));
        var image = await http.UploadAsync(await File.ReadAllBytesAsync(Path.Combine(Requests, "example.png")));
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = HostOf(connector),
            ["image"] = image,
            ["audio"] = await http.UploadAsync(await File.ReadAllBytesAsync(Path.Combine(Requests, "example.wav"))),
            ["path"] = await MemberAsync("actions/dreamstudio-text-to-image", """{"prompt": "x"}""", "path"),
            ["job"] = await MemberAsync("actions/dreamstudio-text-to-image/jobs", """{"prompt": "x"}""", "job_id"),
            ["batch"] = await MemberAsync("batches", """{"action": "dreamstudio-text-to-image", "inputs": [{"prompt": "x"}]}""", "batch_id"),
            ["subscription"] = await MemberAsync("subscriptions", """{"callback_url": "https://flows.example/hook", "events": ["batch.ended"]}""", "id"),
            ["upscale"] = await MemberAsync("actions/stability-upscale-creative", $$"""{"image": "{{image}}", "prompt": "x"}""", "id"),
            ["sound"] = await MemberAsync("actions/stability-stable-audio-text-to-audio", """{"prompt": "x"}""", "id"),
        };
        foreach (var file in Directory.EnumerateFiles(Requests, "example.*"))
        {
            File.Copy(file, Path.Combine(_folder.Path, Path.GetFileName(file)));
        }

        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "filled.http"), Regex.Replace(
            text, "^@(?<name>\\w+) = .*$", line => values.TryGetValue(line.Groups["name"].Value, out var value) ? $"@{line.Groups["name"].Value} = {value}" : line.Value, RegexOptions.Multiline, TimeSpan.FromSeconds(1)));
        var run = await RunAsync(_folder.Path, "httpyac/bin/httpyac.js", "send", "filled.http", "--all", "--output", "short");

        var sent = Regex.Matches(run.Output, @"^=== (?<name>.+?) ===$[\s\S]*?^=> (?<status>\d{3}) ", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Select(one => (Name: one.Groups["name"].Value, Status: one.Groups["status"].Value)).ToList();
        Assert.True(sent.Count == Count(), run.Everything);
        Assert.All(sent, one => Assert.True(one.Status[0] == '2' || (CancelJob.EndsWith(one.Name, StringComparison.Ordinal) && one.Status == "409"), $"{one.Name}: {one.Status}"));

        async Task<string> MemberAsync(string path, string body, string member)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            return (string)(await http.SendAsync($"api/{path}", content))[member]!;
        }

        int Count() => Regex.Count(text, "^### ", RegexOptions.Multiline, TimeSpan.FromSeconds(1));
    }

    private static int Count() => JsonNode.Parse(File.ReadAllText(Path.Combine(Requests, "connector.postman_collection.json")))!["item"]!.AsArray().Count;

    private static string HostOf(TestConnector connector) => connector.Http.BaseAddress!.AbsoluteUri.TrimEnd('/');

    private static async Task<ProgramResult> RunAsync(string folder, string program, params string[] arguments)
    {
        var packages = await NpmPackages.RequestRunners.InstallAsync();
        return await NodeProgram.RunAsync(folder, [Path.Combine(packages, "node_modules", program), .. arguments]);
    }
}
