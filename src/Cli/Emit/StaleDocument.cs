namespace Connector.Cli.Emit;

/// <summary>A document that is not what the catalog says.</summary>
/// <param name="Path">Its path in the repository.</param>
/// <param name="Line">The first line that differs.</param>
/// <param name="Found">The lines that stand there, between what is the same before and behind them.</param>
/// <param name="Expected">The lines that should stand there.</param>
internal sealed record StaleDocument(string Path, int Line, IReadOnlyList<string> Found, IReadOnlyList<string> Expected)
{
    /// <summary>Enough to see what it is about; the whole is what "emit" and the version control show.</summary>
    private const int MostLines = 20;

    /// <summary>Compares what a document holds with what it should hold.</summary>
    public static StaleDocument Of(string path, string found, string expected)
    {
        var (before, after) = (found.Split('\n'), expected.Split('\n'));
        var head = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        var tail = before.Skip(head).Reverse().Zip(after.Skip(head).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        return new StaleDocument(path, head + 1, before[head..^tail], after[head..^tail]);
    }

    /// <summary>The difference, for people.</summary>
    public override string ToString() =>
        string.Join('\n', [$"{Path} is out of date from line {Line}:", .. Some("-", Found), .. Some("+", Expected)]);

    private static IEnumerable<string> Some(string sign, IReadOnlyList<string> lines) =>
        lines.Take(MostLines).Select(line => $"{sign} {line}").Concat(lines.Count > MostLines ? [$"{sign} … {lines.Count - MostLines} lines more"] : []);
}
