using System.Diagnostics.CodeAnalysis;

namespace Connector.Runs;

/// <summary>
/// Jobs that wait for their turn, as many as there is room for. Batches take turns, and all single jobs together count as one more, so
/// that a large batch keeps nobody waiting; within a batch the order is that of its inputs, among single jobs the oldest comes first.
/// </summary>
/// <param name="most">How many there is room for.</param>
internal sealed class JobTurns(int most)
{
    private const string Singles = "";

    private static readonly Comparer<WaitingJob> InOrder = Comparer<WaitingJob>.Create((one, other) =>
        (one.Job.Place, one.Since, one.Job.Id).CompareTo((other.Job.Place, other.Since, other.Job.Id)));

    private readonly Dictionary<string, SortedSet<WaitingJob>> _groups = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a job at the end of its group.</summary>
    /// <returns>The job that there is no room for: the last one of the largest group. Null when there was room.</returns>
    public WaitingJob? Add(WaitingJob job)
    {
        var name = GroupOf(job);
        if (!_groups.TryGetValue(name, out var group))
        {
            _groups[name] = group = new SortedSet<WaitingJob>(InOrder);
            _order.Enqueue(name);
        }

        Count += group.Add(job) ? 1 : 0;
        return Count > most ? LeaveOut() : null;
    }

    /// <summary>Takes the next one.</summary>
    public bool TryTake([NotNullWhen(true)] out WaitingJob? job)
    {
        while (_order.TryDequeue(out var name))
        {
            job = _groups[name].Min;
            if (job is null)
            {
                _groups.Remove(name);
                continue;
            }

            _groups[name].Remove(job);
            _order.Enqueue(name);
            Count--;
            return true;
        }

        job = null;
        return false;
    }

    /// <summary>Those that wait.</summary>
    public IEnumerable<WaitingJob> All => _groups.Values.SelectMany(group => group);

    /// <summary>Takes a job out, wherever it stands.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(WaitingJob job)
    {
        var isThere = _groups.TryGetValue(GroupOf(job), out var group) && group.Remove(job);
        Count -= isThere ? 1 : 0;
        return isThere;
    }

    private static string GroupOf(WaitingJob job) => job.Job.Batch ?? Singles;

    private WaitingJob LeaveOut()
    {
        var last = _groups.Values.MaxBy(group => (group.Count, group.Max?.Since))!.Max!;
        Remove(last);
        return last;
    }
}
