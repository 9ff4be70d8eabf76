using System.Runtime.CompilerServices;
using System.Text;
using Sylvan.Data.Csv;

namespace Connector.Cli.Batching;

/// <summary>Rows of a CSV file whose first line names the parameters; commas, or what else separates that line.</summary>
internal static class CsvRows
{
    /// <summary>The longest row, quotation marks included.</summary>
    private const int MostCharacters = 1024 * 1024;

    /// <summary>Reads them.</summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="delimiter">What separates fields; null for what the first line tells.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async IAsyncEnumerable<BatchRow> ReadAsync(string path, char? delimiter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var text = BatchRows.OpenText(path);
        var options = new CsvDataReaderOptions { Delimiter = delimiter, MaxBufferSize = MostCharacters, HasHeaders = true };
        await using var csv = await OpenAsync(path, text, options, cancellationToken);
        var names = Enumerable.Range(0, csv.FieldCount).Select(csv.GetName).ToList();
        if (names.FirstOrDefault(name => name.Length == 0 || names.Count(other => other == name) > 1) is { } wrong)
        {
            throw new InvalidDataException($"{path}: the first line must name each column once; \"{wrong}\" is there twice, or a name is empty.");
        }

        var number = 0L;
        while (await MoveAsync(path, csv, number + 1, cancellationToken))
        {
            var fields = Enumerable.Range(0, csv.RowFieldCount).Select(csv.GetString).ToList();
            if (fields.TrueForAll(string.IsNullOrWhiteSpace))
            {
                // Spreadsheets leave such lines at the end.
                continue;
            }

            number++;
            yield return fields.Count <= names.Count
                ? new BatchRow(number, [.. names.Zip(fields, (name, text) => KeyValuePair.Create(name.Trim(), text)).Where(field => field.Value.Length > 0)])
                : throw new InvalidDataException($"{path}: row {number} has {fields.Count} fields; the first line names {names.Count}. Text with commas stands in quotation marks.");
        }
    }

    private static async Task<CsvDataReader> OpenAsync(string path, TextReader text, CsvDataReaderOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await CsvDataReader.CreateAsync(text, options, cancellationToken);
        }
        catch (Exception broken) when (broken is CsvFormatException or CsvMissingHeadersException or CsvRecordTooLargeException or DecoderFallbackException)
        {
            throw new InvalidDataException($"{path}: the first line cannot be read{(broken is DecoderFallbackException ? ", since it is not in UTF-8" : "")}: {broken.Message}", broken);
        }
    }

    private static async Task<bool> MoveAsync(string path, CsvDataReader csv, long number, CancellationToken cancellationToken)
    {
        try
        {
            return await csv.ReadAsync(cancellationToken);
        }
        catch (Exception broken) when (broken is CsvFormatException or CsvRecordTooLargeException or DecoderFallbackException)
        {
            throw new InvalidDataException($"{path}: row {number}{(broken is DecoderFallbackException ? ", or one after it, is not in UTF-8" : " cannot be read")}: {broken.Message}", broken);
        }
    }
}
