namespace Connector.Declaration;

/// <summary>A piece of an upstream path: a fixed text, or the value of a parameter.</summary>
public sealed record PathPart
{
    private PathPart(string? text, Parameter? parameter)
    {
        Text = text;
        Parameter = parameter;
    }

    /// <summary>The fixed text; null for a parameter.</summary>
    public string? Text { get; }

    /// <summary>The parameter whose value stands here; null for a fixed text.</summary>
    public Parameter? Parameter { get; }

    /// <summary>A fixed piece.</summary>
    /// <param name="text">The text, slashes included.</param>
    public static implicit operator PathPart(string text) => FromString(text);

    /// <summary>A piece filled by a parameter.</summary>
    /// <param name="parameter">The parameter; it must be required or have a default, since a path has no room for omission.</param>
    public static implicit operator PathPart(Parameter parameter) => FromParameter(parameter);

    /// <summary>The same as the conversion from a string.</summary>
    /// <param name="text">The text, slashes included.</param>
    public static PathPart FromString(string text) => new(text, null);

    /// <summary>The same as the conversion from a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    public static PathPart FromParameter(Parameter parameter) => new(null, parameter);
}
