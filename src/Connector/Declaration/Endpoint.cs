namespace Connector.Declaration;

/// <summary>The upstream call of an action.</summary>
public sealed record Endpoint
{
    /// <summary>The HTTP method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>The path in pieces; a parameter among them is sent there and nowhere else.</summary>
    public required IReadOnlyList<PathPart> Path { get; init; }

    /// <summary>How the body parameters are sent.</summary>
    public BodyFormat Body { get; init; }

    /// <summary>The fields of the body that are no parameters.</summary>
    public IReadOnlyList<ConstantField> Constants { get; init; } = [];

    /// <summary>The largest body upstream takes, in bytes, all files together; null when it names no limit.</summary>
    public long? MaxBodyBytes { get; init; }

    /// <summary>The path as the upstream document writes it, with parameter names in braces.</summary>
    public string Template => string.Concat(Path.Select(part => part.Text ?? $"{{{part.Parameter!.WireName}}}"));

    /// <summary>A GET.</summary>
    /// <param name="path">The path in pieces.</param>
    public static Endpoint Get(params IReadOnlyList<PathPart> path) => new() { Method = HttpMethod.Get, Path = path };

    /// <summary>A POST with a JSON body.</summary>
    /// <param name="path">The path in pieces.</param>
    public static Endpoint PostJson(params IReadOnlyList<PathPart> path) => new() { Method = HttpMethod.Post, Path = path, Body = BodyFormat.Json };

    /// <summary>A POST with a form.</summary>
    /// <param name="path">The path in pieces.</param>
    public static Endpoint PostForm(params IReadOnlyList<PathPart> path) => new() { Method = HttpMethod.Post, Path = path, Body = BodyFormat.Multipart };

    /// <summary>Whether a parameter's value stands in the path.</summary>
    /// <param name="parameter">The parameter.</param>
    public bool HasInPath(Parameter parameter)
    {
        foreach (var part in Path)
        {
            if (part.Parameter?.Name == parameter.Name)
            {
                return true;
            }
        }

        return false;
    }
}
