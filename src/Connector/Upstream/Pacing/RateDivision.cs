namespace Connector.Upstream.Pacing;

/// <summary>
/// Divides the calls that upstream allows a key: everybody gets what it needs and some more to grow by, and where that is too much, all
/// get the same. Calls that somebody waits for come first; the others get what is left, a tenth at least, and leave a third of the
/// window free. Everybody who reads the same record comes to the same division, so nobody has to decide it.
/// </summary>
internal static class RateDivision
{
    /// <summary>How many writings of each member pass before what cannot be divided goes to the next.</summary>
    private const int WritingsOfATurn = 8;

    /// <summary>What background calls leave free, so that a call that somebody waits for need not wait for the window.</summary>
    public static int Free(int limit) => limit / 3;

    /// <summary>What background calls have at all times; nothing of a limit of 1, which cannot be divided.</summary>
    public static int FloorOf(int limit) => Math.Min(Math.Max(limit / 10, 1), limit / 2);

    /// <summary>What is wanted for so many calls: room to double, or an eighth of the limit, so that growing takes few writings.</summary>
    public static int Want(int demand, int limit) => (int)Math.Min(limit, demand + (long)Math.Max(demand, limit / 8));

    /// <summary>The portion of one of the members.</summary>
    /// <param name="members">All who live, in one order for all.</param>
    /// <param name="index">Whose portion.</param>
    /// <param name="limit">What there is to divide.</param>
    /// <param name="writings">How often the record was written.</param>
    public static RatePortion Of(IReadOnlyList<RateMember> members, int index, int limit, long writings)
    {
        var first = (int)(writings / (WritingsOfATurn * members.Count) % members.Count);
        int[] backgroundWants = [.. members.Select(member => member.Background == 0 ? 0 : Want(member.Background, limit))];
        var floor = (int)Math.Min(FloorOf(limit), backgroundWants.Sum(want => (long)want));

        var interactive = Fill(limit - floor, [.. members.Select(member => Want(member.Interactive, limit))], first);
        var used = members.Select((member, place) => Math.Min(member.Interactive, interactive[place])).ToList();
        var left = limit - interactive.Sum();
        var background = Fill(Math.Clamp(limit - Free(limit) - used.Sum(), floor, left), backgroundWants, first);
        var floors = Fill(floor, backgroundWants, first);
        return new RatePortion(
            interactive[index] + background[index], used[index] + background[index], Math.Min(floors[index], background[index]));
    }

    /// <summary>Gives everybody the same, nobody more than is wanted. What cannot be divided goes to those who come first.</summary>
    private static int[] Fill(int amount, int[] wants, int first)
    {
        var given = new int[wants.Length];
        var open = Enumerable.Range(0, wants.Length).OrderBy(place => wants[place]).ToList();
        while (open.Count > 0 && wants[open[0]] <= amount / open.Count)
        {
            given[open[0]] = wants[open[0]];
            amount -= wants[open[0]];
            open.RemoveAt(0);
        }

        open = [.. open.OrderBy(place => (place - first + wants.Length) % wants.Length)];
        for (var place = 0; place < open.Count; place++)
        {
            given[open[place]] = (amount / open.Count) + (place < amount % open.Count ? 1 : 0);
        }

        return given;
    }
}
