namespace Connector.Spending;

/// <summary>By what a report tells calls apart.</summary>
/// <param name="Name">Its name, for queries and columns.</param>
/// <param name="Of">What it is of a line on a day; null for none.</param>
public sealed record SpendPart(string Name, Func<DateOnly, SpendLine, string?> Of)
{
    /// <summary>By all that there is, in the order of columns.</summary>
    public static IReadOnlyList<SpendPart> All { get; } =
    [
        new("day", (day, _) => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture)),
        new("caller", (_, line) => line.Caller),
        new("app", (_, line) => line.App),
        new("action", (_, line) => line.Action),
        new("model", (_, line) => line.Model),
    ];
}
