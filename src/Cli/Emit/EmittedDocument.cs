using Connector.Failures;

namespace Connector.Cli.Emit;

/// <summary>A file of the repository that is derived from the catalog.</summary>
/// <param name="Path">Its path in the repository.</param>
/// <param name="Section">The part between two markers that is derived; null for the whole file.</param>
/// <param name="Write">Writes that part.</param>
internal sealed record EmittedDocument(string Path, string? Section, Func<string> Write)
{
    /// <summary>What the file should hold.</summary>
    /// <param name="found">What it holds.</param>
    public string Expected(string found)
    {
        if (Section is null)
        {
            return Write();
        }

        var (begin, end) = ($"<!-- begin {Section} (emitted) -->\n", $"<!-- end {Section} -->");
        var from = found.IndexOf(begin, StringComparison.Ordinal);
        var to = found.IndexOf(end, StringComparison.Ordinal);
        return from >= 0 && to > from
            ? found[..(from + begin.Length)] + Write() + found[to..]
            : throw new ConnectorException(500, ErrorCodes.InternalError, $"{Path} lacks the markers of its section \"{Section}\".");
    }
}
