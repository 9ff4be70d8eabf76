using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Connector.Cli.Batching;

/// <summary>Rows of a file with a JSON object on each line.</summary>
internal static class JsonLineRows
{
    /// <summary>Reads them; empty lines are passed over.</summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async IAsyncEnumerable<BatchRow> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var text = BatchRows.OpenText(path);
        var number = 0L;
        while (await LineAsync(path, text, number + 1, cancellationToken) is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                number++;
                yield return new BatchRow(number, FieldsOf(path, number, line));
            }
        }
    }

    private static async Task<string?> LineAsync(string path, StreamReader text, long number, CancellationToken cancellationToken)
    {
        try
        {
            return await text.ReadLineAsync(cancellationToken);
        }
        catch (DecoderFallbackException broken)
        {
            throw new InvalidDataException($"{path}: row {number} or one after it is not in UTF-8: {broken.Message}", broken);
        }
    }

    /// <summary>As a form would send them: texts as they are, all else as JSON, nothing for null.</summary>
    private static List<KeyValuePair<string, string>> FieldsOf(string path, long number, string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. document.RootElement.EnumerateObject()
                    .Where(member => member.Value.ValueKind != JsonValueKind.Null)
                    .Select(member => KeyValuePair.Create(
                        member.Name, member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText()))
                    .Where(field => field.Value.Length > 0)]
                : throw new InvalidDataException($"{path}: row {number} is no JSON object.");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{path}: row {number} is no JSON: {broken.Message}", broken);
        }
    }
}
