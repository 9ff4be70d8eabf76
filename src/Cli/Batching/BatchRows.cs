using System.Text;

namespace Connector.Cli.Batching;

/// <summary>The rows of a file, one after the other: never all of them are in memory.</summary>
internal static class BatchRows
{
    private const string Csv = ".csv";
    private const string Tsv = ".tsv";

    private static readonly string[] JsonLines = [".jsonl", ".ndjson"];

    /// <summary>Opens a file; bytes that are no UTF-8, such as those of an older spreadsheet, are a <see cref="DecoderFallbackException"/> and not another text.</summary>
    /// <param name="path">The file.</param>
    public static StreamReader OpenText(string path) => new(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));

    /// <summary>Reads the rows of a file by its extension.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidDataException">The file is of another kind, or broken in a row, which the message names.</exception>
    public static IAsyncEnumerable<BatchRow> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        return extension switch
        {
            Csv => CsvRows.ReadAsync(path, delimiter: null, cancellationToken),
            Tsv => CsvRows.ReadAsync(path, '\t', cancellationToken),
            _ when JsonLines.Contains(extension, StringComparer.Ordinal) => JsonLineRows.ReadAsync(path, cancellationToken),
            _ => throw new InvalidDataException($"{path} is of no kind that is read: {string.Join(", ", [Csv, Tsv, .. JsonLines])}."),
        };
    }
}
