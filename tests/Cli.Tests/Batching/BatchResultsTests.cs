using Connector.Cli.Batching;
using Connector.Failures;
using Connector.Testing;

namespace Connector.Cli.Tests.Batching;

/// <summary>The file that a batch is taken up from.</summary>
public sealed class BatchResultsTests : IDisposable
{
    private const string Action = "dreamstudio-text-to-image";
    private const string Inputs = "00000000000000ff";

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    private string File => System.IO.Path.Combine(_folder.Path, "rows.csv.results.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_line_that_was_cut_is_dropped_and_all_before_it_count()
    {
        string batch;
        await using (var first = await OpenAsync())
        {
            batch = first.Batch;
            await first.AddAsync(new BatchLine { Row = 1, Inputs = Inputs, Status = BatchLine.Succeeded, Credits = 0.9m });
        }

        await System.IO.File.AppendAllTextAsync(File, """{"row":2,"inputs":"00000000000000ff","status":"succ""");
        await using var second = await OpenAsync();

        Assert.Equal((batch, 0.9m), (second.Batch, second.Credits));
        Assert.Equal(new RowState(255, 1, RowOutcome.Succeeded), second.Find(1, Inputs));
        Assert.Null(second.Find(2, Inputs));
    }

    [Fact]
    public async Task A_row_whose_inputs_were_changed_is_another_row()
    {
        await using var results = await OpenAsync();
        await results.AddAsync(new BatchLine { Row = 1, Inputs = Inputs, Status = BatchLine.Failed, Problem = Problem(mayHaveBeenCharged: true) });

        Assert.Equal(RowOutcome.Uncertain, results.Find(1, Inputs)!.Value.Outcome);
        Assert.Null(results.Find(1, "0000000000000001"));
    }

    [Fact]
    public async Task Two_processes_never_have_one_batch()
    {
        await using var results = await OpenAsync();

        await Assert.ThrowsAsync<IOException>(OpenAsync);
    }

    [Theory]
    [InlineData("""{"batch":"0123456789abcdef0123456789abcdef","action":"gateway-generate-image"}""", "has results of gateway-generate-image, not of dreamstudio-text-to-image.")]
    [InlineData("prompt,seed", "has a line that is no result")]
    [InlineData("{}", "is no results file.")]
    public async Task A_file_of_something_else_is_left_as_it_is(string content, string sentence)
    {
        await System.IO.File.WriteAllTextAsync(File, content + "\n");

        var refused = await Assert.ThrowsAsync<InvalidDataException>(OpenAsync);

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Equal(content + "\n", await System.IO.File.ReadAllTextAsync(File));
    }

    [Theory]
    [InlineData(true, 25, "there", null)]
    [InlineData(false, 1, "here", null)]
    [InlineData(false, 25, "here", "was killed more than a day ago")]
    [InlineData(false, 1, "there", "was killed when it ran on here, and this is there.")]
    public async Task What_was_killed_long_ago_or_elsewhere_is_doubted_but_not_what_was_left_in_order(bool isLeft, int hours, string place, string? doubt)
    {
        await using (var first = await OpenAsync())
        {
            await (isLeft ? first.LeaveAsync() : Task.CompletedTask);
        }

        await System.IO.File.AppendAllTextAsync(File, "{\"row\":");
        System.IO.File.SetLastWriteTimeUtc(File, _time.GetUtcNow().UtcDateTime - TimeSpan.FromHours(hours));
        var before = await System.IO.File.ReadAllTextAsync(File);
        await using (var second = await OpenAsync(place))
        {
            Assert.Equal(doubt is null, second.Doubt is null);
            Assert.Contains(doubt ?? "", second.Doubt ?? "", StringComparison.Ordinal);
        }

        // What is only doubted is left as it is: the doubt must stand when the command is given again.
        Assert.Equal(doubt is not null, before == await System.IO.File.ReadAllTextAsync(File));
        Assert.Equal(doubt is not null, System.IO.File.GetLastWriteTimeUtc(File) == _time.GetUtcNow().UtcDateTime - TimeSpan.FromHours(hours));
    }

    private static ProblemDocument Problem(bool mayHaveBeenCharged) => new()
    {
        Status = 500,
        Code = ErrorCodes.RunInterrupted,
        Detail = "It was interrupted.",
        RequestId = "1",
        MayHaveBeenCharged = mayHaveBeenCharged,
    };

    private Task<BatchResults> OpenAsync() => OpenAsync("here");

    private Task<BatchResults> OpenAsync(string place) => BatchResults.OpenAsync(File, Action, place, mayDoubt: false, _time, CancellationToken.None);
}
