using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Cli.Tests.Commands;

/// <summary>The commands around runs, as a person uses them one after the other.</summary>
public sealed class EverydayCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_of_a_server_are_listed_fetched_and_deleted()
    {
        await using var connector = await TestConnector.StartAsync();
        var path = await connector.UploadAsync(TestPng.Create(8, 8));
        string[] server = ["--server", connector.Http.BaseAddress!.AbsoluteUri];

        var list = await ConnectorProgram.RunAsync(_folder.Path, ["files", "list", "uploads/", .. server]);
        var get = await ConnectorProgram.RunAsync(_folder.Path, ["files", "get", path, "-o", "cat.png", .. server]);
        var remove = await ConnectorProgram.RunAsync(_folder.Path, ["files", "rm", path, .. server]);

        Assert.StartsWith($"{path}\t", list.Output, StringComparison.Ordinal);
        Assert.True(get.ExitCode == 0, get.Everything);
        Assert.Equal(TestPng.Create(8, 8), await File.ReadAllBytesAsync(Path.Combine(_folder.Path, "cat.png")));
        Assert.Equal(0, remove.ExitCode);
        Assert.Empty(connector.SavedFiles);
    }

    [Fact]
    public async Task A_preset_is_kept_listed_used_changed_for_one_run_and_forgotten()
    {
        await using var server = await ScriptedUpstream.StartAsync(200, "application/json", """{ "summary": "Drawn.", "request_id": "1", "sandbox": false }"""u8.ToArray());
        string[] to = ["--server", server.BaseUrl.AbsoluteUri];

        var save = await ConnectorProgram.RunAsync(_folder.Path, "presets", "save", "cliff", "stability-generate-core", "--prompt", "A cliff's edge", "--seed", "7");
        var list = await ConnectorProgram.RunAsync(_folder.Path, "presets", "list");
        var use = await ConnectorProgram.RunAsync(_folder.Path, ["presets", "use", "cliff", .. to]);
        var change = await ConnectorProgram.RunAsync(_folder.Path, ["run", "stability-generate-core", "--preset", "cliff", "--seed", "8", .. to]);
        var other = await ConnectorProgram.RunAsync(_folder.Path, ["run", "stability-generate-ultra", "--preset", "clif", .. to]);
        var forget = await ConnectorProgram.RunAsync(_folder.Path, "presets", "rm", "cliff");

        Assert.True(save.ExitCode == 0, save.Everything);
        Assert.Equal($"cliff\tconnector run stability-generate-core --prompt 'A cliff'\\''s edge' --seed 7", list.Output.Trim());
        Assert.Equal((0, 0, 2, 0), (use.ExitCode, change.ExitCode, other.ExitCode, forget.ExitCode));
        Assert.Contains("There is no preset \"clif\". Did you mean \"cliff\"?", other.Errors, StringComparison.Ordinal);
        Assert.Equal(["7", "8"], server.Requests.Select(request => request.Body.Contains("\r\n\r\n8\r\n", StringComparison.Ordinal) ? "8" : "7"));
        Assert.All(server.Requests, request => Assert.Contains("\r\n\r\nA cliff's edge\r\n", request.Body, StringComparison.Ordinal));
        Assert.Equal("{}", await File.ReadAllTextAsync(Path.Combine(_folder.Path, "connector", "presets.json")));
    }

    [Fact]
    public async Task Spending_is_printed_as_json_or_csv_and_needs_a_server()
    {
        const string Spent = """
            {
              "from": "2026-11-01", "to": "2026-11-27", "by": ["caller", "action"],
              "rows": [{ "caller": "alice, \"the boss\"", "action": "stability-generate-core", "calls": 3, "credits": 9.5, "uncertain_calls": 0, "unpriced_calls": 1 }, { "action": "x", "calls": 1, "credits": 0, "uncertain_calls": 0, "unpriced_calls": 0 }],
              "total": { "calls": 4, "credits": 9.5, "uncertain_calls": 0, "unpriced_calls": 1 }, "limits": []
            }
            """;
        await using var server = await ScriptedUpstream.StartAsync(200, "application/json", System.Text.Encoding.UTF8.GetBytes(Spent));
        string[] spend = ["spend", "--by", "caller,action", "--server", server.BaseUrl.AbsoluteUri];

        var json = await ConnectorProgram.RunAsync(_folder.Path, spend);
        var csv = await ConnectorProgram.RunAsync(_folder.Path, [.. spend, "--csv"]);

        Assert.Equal(9.5m, (decimal)JsonNode.Parse(json.Output)!["total"]!["credits"]!);
        Assert.Equal(
            "caller,action,calls,credits,uncertain_calls,unpriced_calls\r\n\"alice, \"\"the boss\"\"\",stability-generate-core,3,9.5,0,1\r\n,x,1,0,0,0\r\n",
            csv.Output);
    }
}
