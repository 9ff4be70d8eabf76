using Spectre.Console;

namespace Connector.Cli.Commands;

/// <summary>Prints pairs: a table on a terminal, tab-separated lines for a program.</summary>
internal static class TwoColumns
{
    public static void Write(string first, string second, IEnumerable<(string First, string Second)> rows)
    {
        if (Console.IsOutputRedirected)
        {
            foreach (var row in rows)
            {
                Console.WriteLine($"{row.First}\t{row.Second}");
            }

            return;
        }

        var table = new Table().AddColumns(first, second);
        foreach (var row in rows)
        {
            table.AddRow(Markup.Escape(row.First), Markup.Escape(row.Second));
        }

        AnsiConsole.Write(table);
    }
}
