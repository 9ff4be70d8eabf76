using System.Globalization;
using System.Text;
using Connector.Spending;
using Microsoft.Net.Http.Headers;

namespace Connector.Api.Http;

/// <summary>A report of spending as CSV (RFC 4180), for spreadsheets.</summary>
internal static class SpendTable
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/csv";

    /// <summary>What a spreadsheet would take for the beginning of a formula.</summary>
    private const string FormulaStarts = "=+-@\t\r";

    /// <summary>Whether a request prefers this form.</summary>
    public static bool IsWanted(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.OrderByDescending(type => type.Quality ?? 1).FirstOrDefault() is { Quality: not 0 } first
        && first.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>The table, with the names of its columns first.</summary>
    public static string Write(SpendReport report)
    {
        var text = new StringBuilder();
        text.Append(Line([.. report.By.Select(part => part.Name), "calls", "credits", "uncertain_calls", "unpriced_calls"]));
        foreach (var (values, count) in report.Rows)
        {
            text.Append(Line([.. values, Number(count.Calls), Number(count.Credits), Number(count.UncertainCalls), Number(count.UnpricedCalls)]));
        }

        return text.ToString();
    }

    /// <summary>A line of a table, with its end.</summary>
    public static string Line(IEnumerable<string?> cells) => $"{string.Join(',', cells.Select(Cell))}\r\n";

    private static string Number(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>The name of a model is a caller's text.</summary>
    private static string Cell(string? value)
    {
        var safe = value is { Length: > 0 } && FormulaStarts.Contains(value[0], StringComparison.Ordinal) ? $"'{value}" : value ?? "";
        return safe.AsSpan().ContainsAny("\",\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
