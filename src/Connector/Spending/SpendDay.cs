using Connector.Records;

namespace Connector.Spending;

/// <summary>A day's record: what was counted, and which calls are on their way.</summary>
internal sealed record SpendDay : VersionedRecord
{
    /// <summary>The most lines of a day: models are texts of callers where a server knows more of them than its documentation.</summary>
    private const int MostLines = 500;

    /// <summary>The most characters of a caller in a record that would be too large.</summary>
    private const int LongestShort = 32;

    private const string Others = "(other)";

    /// <summary>How long a call lasts at most: what has not ended by then was cut off.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromHours(2);

    // Null where an earlier version wrote the record, which has neither.
    private readonly IReadOnlyList<SpendRow>? _rows;
    private readonly IReadOnlyDictionary<string, PaidCall>? _open;

    /// <summary>What an earlier version counted, which kept no lines.</summary>
    public decimal? Credits { get; init; }

    /// <summary>The credits of the month's days before, as they stood when this one began.</summary>
    public decimal MonthBefore { get; init; }

    /// <summary>The calls that have ended.</summary>
    public IReadOnlyList<SpendRow> Rows
    {
        get => _rows ?? [];
        init => _rows = value;
    }

    /// <summary>Those that have not, as far as anybody knows, by their ids.</summary>
    public IReadOnlyDictionary<string, PaidCall> Open
    {
        get => _open ?? new Dictionary<string, PaidCall>(StringComparer.Ordinal);
        init => _open = value;
    }

    /// <summary>All of them: those that have not ended are uncertain.</summary>
    internal IEnumerable<SpendRow> All => Rows.Concat(Open.Values.Select(call => new SpendRow(call.Line, SpendCount.Of(call.Credits, isUncertain: true))));

    /// <summary>What was spent on the day, by somebody or by all.</summary>
    internal decimal SpentBy(Func<SpendLine, bool> isMeant) => All.Where(row => isMeant(row.Line)).Sum(row => row.Count.Credits);

    /// <summary>What all spent on the day.</summary>
    internal decimal Spent => SpentBy(_ => true) + (Credits ?? 0);

    /// <summary>The day with a call on its way. The same id twice is the same call: it was repeated before it was sent.</summary>
    internal SpendDay With(string id, PaidCall call)
    {
        var day = this;
        foreach (var (old, _) in Open.Where(one => one.Value.Since + LongestCall < call.Since))
        {
            day = day.Without(old, CallEnd.Uncertain, Open[old]);
        }

        return day with { Open = new Dictionary<string, PaidCall>(day.Open, StringComparer.Ordinal) { [id] = call } };
    }

    /// <summary>The day when a call has ended, whether or not it was written down before.</summary>
    internal SpendDay Without(string id, CallEnd end, PaidCall call)
    {
        var open = new Dictionary<string, PaidCall>(Open, StringComparer.Ordinal);
        open.Remove(id);
        var day = this with { Open = open };
        return end == CallEnd.Free ? day : day.Plus(call.Line, SpendCount.Of(call.Credits, end == CallEnd.Uncertain));
    }

    /// <summary>The day with less to say, for a record that would be too large: models and callers are told together.</summary>
    internal SpendDay Folded()
    {
        var day = this with { Rows = [], Open = Open.ToDictionary(one => one.Key, one => one.Value with { Line = one.Value.Line with { Model = null, Caller = Short(one.Value.Line.Caller) } }, StringComparer.Ordinal) };
        return Rows.Aggregate(day, (sum, row) => sum.Plus(row.Line with { Model = null, Caller = Short(row.Line.Caller) }, row.Count));
    }

    /// <summary>A name that nobody has set by hand may be long.</summary>
    private static string? Short(string? caller) => caller?.Length > LongestShort ? Others : caller;

    /// <summary>The same line with less to say; null where there is nothing to leave out.</summary>
    private static SpendLine? Folded(SpendLine line) =>
        line.Model is not (null or Others) ? line with { Model = Others } : line.Caller is not (null or Others) ? line with { Caller = Others } : null;

    private SpendDay Plus(SpendLine line, SpendCount count)
    {
        var rows = Rows.ToList();
        var known = rows.FindIndex(row => row.Line == line);
        if (known < 0 && rows.Count >= MostLines && Folded(line) is { } folded)
        {
            return Plus(folded, count);
        }

        if (known < 0)
        {
            rows.Add(new SpendRow(line, count));
        }
        else
        {
            rows[known] = new SpendRow(line, rows[known].Count.Plus(count));
        }

        return this with { Rows = rows };
    }
}
