using System.Text.Json;
using Connector.Api.Http;
using Spectre.Console;

namespace Connector.Cli.Commands;

/// <summary>What was spent, as rows.</summary>
internal static class SpendText
{
    private static readonly string[] Numbers = ["calls", "credits", "uncertain_calls", "unpriced_calls"];

    /// <summary>Writes the rows as CSV.</summary>
    /// <param name="spent">The document of the HTTP API.</param>
    /// <param name="output">Where to.</param>
    public static void WriteCsv(JsonElement spent, TextWriter output)
    {
        var columns = ColumnsOf(spent);
        output.Write(SpendTable.Line(columns));
        foreach (var row in RowsOf(spent))
        {
            output.Write(SpendTable.Line(columns.Select(column => ReceiptFiles.TextOf(row, column))));
        }
    }

    /// <summary>Draws the rows as a table, with their sum, the limits and the balances.</summary>
    /// <param name="spent">The document of the HTTP API.</param>
    public static void WriteTable(JsonElement spent)
    {
        var columns = ColumnsOf(spent);
        var table = new Table();
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column.Replace('_', ' '))) { Alignment = Numbers.Contains(column, StringComparer.Ordinal) ? Justify.Right : Justify.Left });
        }

        foreach (var row in RowsOf(spent))
        {
            table.AddRow([.. columns.Select(column => Markup.Escape(ReceiptFiles.TextOf(row, column) ?? ""))]);
        }

        if (spent.TryGetProperty("total", out var total))
        {
            table.AddEmptyRow();
            table.AddRow([.. columns.Select((column, place) => Markup.Escape(ReceiptFiles.TextOf(total, column) ?? (place == 0 ? "total" : "")))]);
        }

        AnsiConsole.Write(table);
        foreach (var limit in ItemsOf(spent, "limits"))
        {
            Console.WriteLine(
                $"{ReceiptFiles.TextOf(limit, "spent")} of {ReceiptFiles.TextOf(limit, "credits")} credits of the {ReceiptFiles.TextOf(limit, "period")} ({ReceiptFiles.TextOf(limit, "setting")}), until {ReceiptFiles.TextOf(limit, "ends")}");
        }

        foreach (var balance in ItemsOf(spent, "balances"))
        {
            Console.WriteLine($"{ReceiptFiles.TextOf(balance, "app")} has {ReceiptFiles.TextOf(balance, "credits")} credits left");
        }
    }

    private static List<string> ColumnsOf(JsonElement spent) => [.. ItemsOf(spent, "by").Select(name => name.GetString() ?? ""), .. Numbers];

    private static List<JsonElement> RowsOf(JsonElement spent) => ItemsOf(spent, "rows");

    private static List<JsonElement> ItemsOf(JsonElement spent, string name) =>
        spent.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray()] : [];
}
