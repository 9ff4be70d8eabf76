using Connector.Runs;

namespace Connector.Tests.Runs;

public class JobTurnsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Batches_take_turns_and_single_jobs_together_are_one_more()
    {
        var turns = new JobTurns(100);
        Add(turns, Batch("a", 4), Batch("b", 2), [Single("x", 2), Single("y", 1)]);

        Assert.Equal(["a0", "b0", "y", "a1", "b1", "x", "a2", "a3"], TakeAll(turns));
    }

    [Fact]
    public void A_job_that_comes_behind_a_large_batch_is_next_but_one()
    {
        var turns = new JobTurns(100);
        Add(turns, Batch("a", 50));
        turns.TryTake(out _);

        Add(turns, [Single("x", 0)]);

        Assert.Equal(["a1", "x", "a2"], TakeAll(turns).Take(3));
    }

    [Fact]
    public void What_there_is_no_room_for_is_the_end_of_the_largest_group()
    {
        var turns = new JobTurns(10);
        Add(turns, Batch("a", 10));

        var leftOut = Enumerable.Range(0, 3).Select(place => Name(turns.Add(new WaitingJob(new JobTicket($"b{place}", "b", place), Now))!)).ToList();

        Assert.Equal(["a9", "a8", "a7"], leftOut);
        Assert.Equal(10, turns.Count);
        Assert.Equal(["a0", "b0", "a1", "b1"], TakeAll(turns).Take(4));
    }

    [Fact]
    public void A_job_that_has_left_the_queue_has_no_turn()
    {
        var turns = new JobTurns(10);
        Add(turns, Batch("a", 3), [Single("x", 0)]);

        foreach (var job in turns.All.Where(job => Name(job) is "a1" or "x").ToList())
        {
            Assert.True(turns.Remove(job));
            Assert.False(turns.Remove(job));
        }

        Assert.Equal(2, turns.Count);
        Assert.Equal(["a0", "a2"], TakeAll(turns));
    }

    private static IEnumerable<WaitingJob> Batch(string name, int size) =>
        Enumerable.Range(0, size).Reverse().Select(place => new WaitingJob(new JobTicket($"{name}{place}", name, place), Now));

    private static WaitingJob Single(string id, int seconds) => new(new JobTicket(id), Now.AddSeconds(seconds));

    private static void Add(JobTurns turns, params IEnumerable<WaitingJob>[] jobs)
    {
        foreach (var job in jobs.SelectMany(some => some))
        {
            Assert.Null(turns.Add(job));
        }
    }

    private static IEnumerable<string> TakeAll(JobTurns turns)
    {
        while (turns.TryTake(out var job))
        {
            yield return Name(job);
        }
    }

    private static string Name(WaitingJob job) => job.Job.Id;
}
