using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connector.Cli.Tests.Commands;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Cli.Tests.Batching;

/// <summary>Batches that are killed and taken up again: what counts is how often upstream was called.</summary>
public sealed partial class KilledBatchTests : IDisposable
{
    private const int Kills = 5;
    private const string File = "rows.csv";

    private readonly TemporaryFolder _folder = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _calls = [];
    private (int Count, TaskCompletionSource Reached)? _awaited;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_batch_of_500_rows_on_a_server_is_killed_five_times_and_pays_500_times()
    {
        const int Rows = 500;
        await WriteRowsAsync(Rows);
        await using var upstream = await StartUpstreamAsync();
        await using var connector = await TestConnector.StartAsync(upstream, time: null, TestConnector.NoLimit);
        string[] server = ["--server", connector.Http.BaseAddress!.AbsoluteUri];

        await KillAsync(Rows, server, []);
        var end = await ConnectorProgram.RunAsync(_folder.Path, [.. Command, .. server]);

        Assert.True(end.ExitCode == 0, end.Everything);
        Assert.Equal(Enumerable.Repeat(1, Rows), _calls.Values);
        Assert.Equal(Rows, connector.SavedFiles.Count);
        Assert.Equal((Rows, 0, 0, Rows * 3m), SummaryOf(end));
        Assert.Equal(Rows, (await ResultsAsync()).Select(line => (int)line["row"]!).Distinct().Count());
    }

    [Fact]
    public async Task Resumes_a_batch_of_this_machine_that_was_killed_without_paying_twice()
    {
        const int Rows = 60;
        await WriteRowsAsync(Rows);
        await using var upstream = await StartUpstreamAsync();
        (string, string)[] settings = [.. TestConnector.Calling(upstream), .. TestConnector.NoLimit];

        await KillAsync(Rows, [], settings);
        var end = await ConnectorProgram.RunAsync(_folder.Path, Command, "", settings);

        // What was on its way when its process was killed may have been charged, and is not sent again unless that is asked for.
        var (succeeded, failed, uncertain, _) = SummaryOf(end);
        Assert.All(_calls.Values, calls => Assert.Equal(1, calls));
        Assert.Equal((Rows, failed), (succeeded + failed, uncertain));
        Assert.InRange(uncertain, 1, Kills * 4);
        Assert.InRange(_calls.Count, Rows - uncertain, Rows);
        Assert.Equal(1, end.ExitCode);
        Assert.Equal(uncertain, (await ResultsAsync()).Count(line => (string?)line["problem"]?["code"] == "run_interrupted"));

        var again = await ConnectorProgram.RunAsync(_folder.Path, [.. Command, "--retry-uncertain"], "", settings);

        Assert.True(again.ExitCode == 0, again.Everything);
        Assert.Equal((Rows, 0, 0, Rows * 3m), SummaryOf(again));
        Assert.InRange(_calls.Values.Sum(), Rows, Rows + uncertain);
        Assert.Equal(Rows, Directory.EnumerateFiles(Path.Combine(_folder.Path, "out")).Count());
    }

    private static string[] Command => ["batch", "stability-generate-core", File, "-o", "out"];

    [GeneratedRegex("Row [0-9]+!", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Prompt();

    private static (int Succeeded, int Failed, int Uncertain, decimal Credits) SummaryOf(ProgramResult end)
    {
        var summary = JsonNode.Parse(end.Output)!;
        return ((int)summary["succeeded"]!, (int)summary["failed"]!, (int)summary["may_have_been_charged"]!, (decimal)summary["credits"]!);
    }

    private Task WriteRowsAsync(int rows) => System.IO.File.WriteAllLinesAsync(
        Path.Combine(_folder.Path, File),
        Enumerable.Range(1, rows).Select(row => string.Create(CultureInfo.InvariantCulture, $"Row {row}!,{row}")).Prepend("prompt,seed"));

    /// <summary>Counts the calls by their prompts, before it answers.</summary>
    private Task<ScriptedUpstream> StartUpstreamAsync()
    {
        var picture = TestPng.Create(4, 4);
        return ScriptedUpstream.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var prompt = Prompt().Match(await reader.ReadToEndAsync()).Value;
            lock (_lock)
            {
                _calls[prompt] = _calls.GetValueOrDefault(prompt) + 1;
                if (_awaited is var (count, reached) && _calls.Count >= count)
                {
                    reached.TrySetResult();
                }
            }

            context.Response.ContentType = "image/png";
            await context.Response.Body.WriteAsync(picture);
        });
    }

    /// <summary>Starts the batch and kills it in the middle, again and again.</summary>
    private async Task KillAsync(int rows, string[] options, (string, string)[] settings)
    {
        for (var kill = 1; kill <= Kills; kill++)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                _awaited = (rows * kill / (Kills + 1), reached);
            }

            using var process = BuiltProgram.Start(_folder.Path, [.. Command, .. options], settings);
            await Task.WhenAny(reached.Task, process.WaitForExitAsync());
            Assert.False(process.HasExited, process.HasExited ? await process.StandardError.ReadToEndAsync() : "");
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private async Task<List<JsonNode>> ResultsAsync() =>
        [.. (await System.IO.File.ReadAllLinesAsync(Path.Combine(_folder.Path, $"{File}.results.jsonl"))).Select(line => JsonNode.Parse(line)!).Where(line => line["row"] is not null)];
}
