using System.Globalization;
using System.Text;

namespace Connector.Wire.Growth;

/// <summary>What is done with a store when it holds more and more, as Markdown.</summary>
internal static class StoreGrowth
{
    /// <summary>Measures it.</summary>
    public static async Task<string> RunAsync(Contender connector, RequestBody body, GrowthChoice choice)
    {
        var (parts, served) = (new Dictionary<string, List<string>>(StringComparer.Ordinal), new Dictionary<string, List<string>>(StringComparer.Ordinal));
        foreach (var size in choice.Sizes)
        {
            var store = await FilledStore.OpenAsync(choice, size);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size} files and runs are there"));
            Add(parts, (await new StoreParts(store).MeasureAsync()).Select(one => (one.Name, one.Cost.ToString())));
            Add(served, await new StoreServed(connector, body).MeasureAsync(store));
            if (!choice.Keeps)
            {
                Directory.Delete(store.Folder, recursive: true);
            }
        }

        var title = string.Create(CultureInfo.InvariantCulture, $"### Stored files and runs, over {choice.Days} {(choice.Days == 1 ? "day" : "days")}");
        return $"{title}: ms · CPU ms · allocated · more memory meanwhile\n{Table(choice, parts)}\n{title}: the server\n{Table(choice, served)}";
    }

    private static void Add(Dictionary<string, List<string>> table, IEnumerable<(string Name, string Figure)> column)
    {
        foreach (var (name, figure) in column)
        {
            if (!table.TryGetValue(name, out var row))
            {
                table[name] = row = [];
            }

            row.Add(figure);
        }
    }

    private static string Table(GrowthChoice choice, Dictionary<string, List<string>> rows)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"| | {string.Join(" | ", choice.Sizes.Select(size => size.ToString("#,0", CultureInfo.InvariantCulture)))} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| --- |{string.Concat(Enumerable.Repeat(" --- |", choice.Sizes.Count))}");
        foreach (var (name, row) in rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", row)} |");
        }

        return text.ToString();
    }
}
