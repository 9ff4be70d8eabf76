namespace Connector.Declaration;

/// <summary>The upstream call of an action.</summary>
public sealed record Endpoint
{
    /// <summary>The HTTP method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>The path in pieces; a parameter among them is sent there and nowhere else.</summary>
    public required IReadOnlyList<PathPart> Path { get; init; }

    /// <summary>The path as the upstream document writes it, with parameter names in braces.</summary>
    public string Template => string.Concat(Path.Select(part => part.Text ?? $"{{{part.Parameter!.WireName}}}"));

    /// <summary>Whether a parameter's value stands in the path.</summary>
    /// <param name="parameter">The parameter.</param>
    public bool HasInPath(Parameter parameter) =>
        Path.Any(part => part.Parameter?.Name == parameter.Name);
}
