namespace Connector.Cli.Backends;

/// <summary>A route with a query of what is given.</summary>
internal static class QueryText
{
    /// <summary>Puts it together; values that are null or empty are left out.</summary>
    /// <param name="route">The route.</param>
    /// <param name="values">The values by name.</param>
    public static string Of(string route, params IEnumerable<(string Name, string? Value)> values)
    {
        var query = string.Join('&', values.Where(one => !string.IsNullOrEmpty(one.Value)).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}"));
        return query.Length == 0 ? route : $"{route}?{query}";
    }
}
