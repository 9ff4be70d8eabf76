using System.Diagnostics;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Cli.Tests.Commands;

/// <summary>What <c>batch</c> refuses before it pays, and when it stops.</summary>
public sealed class BatchCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_that_cannot_be_run_are_told_before_the_first_is_paid()
    {
        await WriteAsync("rows.csv", "prompt,stile_preset\nA cliff,\nA house,anime\n");
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(4, 4));
        string[] command = ["batch", "stability-generate-core", "rows.csv"];

        var refused = await RunAsync(upstream, command);

        Assert.Equal((1, "", 0), (refused.ExitCode, refused.Output, upstream.Requests.Count));
        Assert.Contains("row 2: There is no parameter \"stile_preset\". Did you mean \"style_preset\"?", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("1 of 2 rows cannot be run; nothing was sent.", refused.Errors, StringComparison.Ordinal);

        var going = await RunAsync(upstream, [.. command, "--keep-going"]);

        Assert.Equal((1, 1), (going.ExitCode, upstream.Requests.Count));
        Assert.Equal((1, 1), ((int)JsonNode.Parse(going.Output)!["succeeded"]!, (int)JsonNode.Parse(going.Output)!["failed"]!));

        // Whoever mends a row and gives the same command again pays for that row alone.
        await WriteAsync("rows.csv", "prompt,style_preset\nA cliff,\nA house,anime\n");
        var mended = await RunAsync(upstream, command);

        Assert.True(mended.ExitCode == 0, mended.Everything);
        Assert.Equal((2, 2), (upstream.Requests.Count, (int)JsonNode.Parse(mended.Output)!["succeeded"]!));
    }

    [Fact]
    public async Task What_all_rows_cost_is_told_and_limited_before_the_first_is_paid()
    {
        await WriteAsync("rows.jsonl", "{\"prompt\":\"A cliff\"}\n{\"prompt\":\"A house\"}\n");
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(4, 4));

        var dry = await RunAsync(upstream, ["batch", "stability-generate-core", "rows.jsonl", "--dry-run"]);
        var limited = await RunAsync(upstream, ["batch", "stability-generate-core", "rows.jsonl", "--max-credits", "5"]);

        Assert.Equal((0, "2 of 2 rows would be sent, for 6 credits by the documented prices."), (dry.ExitCode, dry.Output.Trim()));
        Assert.Equal((1, "All rows cost 6 credits by the documented prices; --max-credits is 5. Nothing was sent."), (limited.ExitCode, limited.Errors.Trim()));
        Assert.Equal((0, 1), (upstream.Requests.Count, _folder.Files.Count(file => file.StartsWith("rows", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Rows_that_were_paid_for_and_have_moved_are_not_paid_for_again_unasked()
    {
        await WriteAsync("rows.csv", "prompt\nA cliff\nA house\n");
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(4, 4));
        string[] command = ["batch", "stability-generate-core", "rows.csv"];
        await RunAsync(upstream, command);
        await WriteAsync("rows.csv", "prompt\nA tree\nA cliff\nA house\n");

        var refused = await RunAsync(upstream, command);
        var paid = upstream.Requests.Count;
        var asked = await RunAsync(upstream, [.. command, "--resume-anyway"]);

        Assert.Equal((2, 2), (refused.ExitCode, paid));
        Assert.Contains("2 rows of rows.csv were paid for with other inputs than they have now", refused.Errors, StringComparison.Ordinal);
        Assert.Equal((0, 5), (asked.ExitCode, upstream.Requests.Count));
    }

    [Fact]
    public async Task Files_of_another_batch_are_not_replaced_unasked()
    {
        await WriteAsync("rows.csv", "prompt\nA cliff\n");
        await WriteAsync("000001.png", "my own");
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(4, 4));
        string[] command = ["batch", "stability-generate-core", "rows.csv", "-o", "."];

        var refused = await RunAsync(upstream, command);
        var kept = await File.ReadAllTextAsync(Path.Combine(_folder.Path, "000001.png"));
        var forced = await RunAsync(upstream, [.. command, "--force"]);

        Assert.Equal((2, "my own"), (refused.ExitCode, kept));
        Assert.Equal((0, 1), (forced.ExitCode, upstream.Requests.Count));
    }

    [Fact]
    public async Task A_file_that_a_row_names_and_that_is_not_there_is_told_before_the_first_is_paid()
    {
        await WriteAsync("rows.csv", "image\nlighthose.png\n");
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(4, 4));

        var refused = await RunAsync(upstream, ["batch", "stability-upscale-fast", "rows.csv"]);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("row 1: image: there is no file \"lighthose.png\".", refused.Errors, StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData("rows.csv", "names the rows themselves")]
    [InlineData("notes.txt", "is no results file")]
    public async Task A_file_that_is_no_results_file_is_left_as_it_is(string results, string told)
    {
        await WriteAsync("rows.csv", "prompt\nA cliff");
        await WriteAsync("notes.txt", "a note without an end");
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(4, 4));

        var refused = await RunAsync(upstream, ["batch", "stability-generate-core", "rows.csv", "--results", results]);

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains(told, refused.Everything, StringComparison.Ordinal);
        Assert.Equal(("prompt\nA cliff", "a note without an end", 0), (
            await File.ReadAllTextAsync(Path.Combine(_folder.Path, "rows.csv")), await File.ReadAllTextAsync(Path.Combine(_folder.Path, "notes.txt")), upstream.Requests.Count));
    }

    [Theory]
    [InlineData("rows.csv", "prompt\ncaf")]
    [InlineData("rows.jsonl", "{\"prompt\":\"caf")]
    public async Task Bytes_that_are_no_UTF_8_are_refused_and_not_sent_as_another_text(string name, string start)
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, name), [.. System.Text.Encoding.ASCII.GetBytes(start), 0xe9, .. "\"}\n"u8]);
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(4, 4));

        var refused = await RunAsync(upstream, ["batch", "stability-generate-core", name]);

        Assert.Empty(upstream.Requests);
        Assert.Contains("not in UTF-8", refused.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_that_every_row_would_have_stops_the_batch_and_leaves_the_rows_for_the_next_start()
    {
        await WriteAsync("rows.csv", "prompt\n" + string.Join('\n', Enumerable.Range(1, 50).Select(row => $"Row {row}")));
        await using var upstream = await ScriptedUpstream.StartAsync(
            401, "application/json", """{ "id": "1", "name": "unauthorized", "errors": ["no"] }"""u8.ToArray());

        var stopped = await RunAsync(upstream, ["batch", "stability-generate-core", "rows.csv", "--parallel", "2"]);

        Assert.Equal(1, stopped.ExitCode);
        Assert.Contains("invalid_api_key", stopped.Errors, StringComparison.Ordinal);
        Assert.Equal((0, 50), ((int)JsonNode.Parse(stopped.Output)!["failed"]!, (int)JsonNode.Parse(stopped.Output)!["not_begun"]!));
        Assert.InRange(upstream.Requests.Count, 1, 4);
    }

    [LinuxFact]
    public async Task A_person_sees_a_bar_with_the_cost_and_finds_the_pictures_by_their_rows()
    {
        await WriteAsync("rows.csv", "prompt\nA cliff\nA house\n");
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(4, 4));
        var program = Path.Combine(AppContext.BaseDirectory, "Connector.Cli.dll");

        var result = await ChildProgram.EndAsync(ChildProgram.Start(
            "script", ["-qec", $"dotnet {program} batch stability-generate-core rows.csv -o out", "/dev/null"], _folder.Path, TestConnector.Calling(upstream)));

        Assert.True(result.ExitCode == 0, result.Everything);
        Assert.Contains("/2 rows, ", result.Output, StringComparison.Ordinal);
        Assert.Contains("2 of 2 rows went well, 0 failed; 6 credits by the documented prices.", result.Output, StringComparison.Ordinal);
        Assert.Equal(["out/000001.png", "out/000002.png"], _folder.Files.Where(file => file.StartsWith("out/", StringComparison.Ordinal)).Order());
    }

    [LinuxFact]
    public async Task Asked_to_stop_it_waits_for_what_is_paid_for_and_the_same_command_goes_on()
    {
        await WriteAsync("rows.csv", "prompt\nA cliff\nA house\nA dog\n");
        await using var upstream = await PausedUpstream.StartAsync();
        string[] command = ["batch", "stability-generate-core", "rows.csv", "--parallel", "1"];
        using var process = BuiltProgram.Start(_folder.Path, command, TestConnector.Calling(upstream.Upstream));
        await upstream.Called;

        // As Ctrl-C does, whose own signal nobody hears who was started in the background.
        using (var interrupt = Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await interrupt.WaitForExitAsync();
        }

        Assert.Equal(
            "Stopping when what is on its way has come (calls: 1), since it is paid for. The same command goes on from there.", await process.StandardError.ReadLineAsync());
        upstream.Go();
        var stopped = JsonNode.Parse(await process.StandardOutput.ReadToEndAsync())!;
        await process.WaitForExitAsync();
        Assert.Equal((1, 1, 2, 1), (process.ExitCode, (int)stopped["succeeded"]!, (int)stopped["not_begun"]!, upstream.Calls));

        var end = await RunAsync(upstream.Upstream, command);

        Assert.True(end.ExitCode == 0, end.Everything);
        Assert.Equal((3, 3), ((int)JsonNode.Parse(end.Output)!["succeeded"]!, upstream.Calls));
    }

    private Task WriteAsync(string file, string content) => File.WriteAllTextAsync(Path.Combine(_folder.Path, file), content);

    private Task<ProgramResult> RunAsync(ScriptedUpstream upstream, string[] arguments) =>
        ConnectorProgram.RunAsync(_folder.Path, arguments, "", TestConnector.Calling(upstream));
}
