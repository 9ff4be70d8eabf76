using System.Text.Json;
using System.Text.RegularExpressions;
using Connector.Failures;
using Connector.Values;

namespace Connector.Declaration;

/// <summary>A text.</summary>
public sealed record TextParameter : Parameter<string>
{
    /// <summary>The fewest characters allowed; 0 allows an empty text.</summary>
    public int MinLength { get; init; }

    /// <summary>The most characters (Unicode code points) allowed; null leaves it to upstream.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The form the text must have; null for any.</summary>
    public TextFormat? Format { get; init; }

    /// <summary>Where the values of a dropdown come from; null for none.</summary>
    public RemoteOptions? Options { get; init; }

    /// <summary>Values known to work, for a text whose full list nobody documents.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    /// <summary>What is used when the parameter is left out; null when nothing is.</summary>
    public string? Default { get; init; }

    /// <summary>A valid value.</summary>
    public required string Example { get; init; }

    /// <summary>For a friendly stand-in of a list: the item of the list that the text becomes; null when the text is sent as it is.</summary>
    public ListItem? BecomesItem { get; init; }

    /// <inheritdoc/>
    public override string JsonType => "string";

    /// <inheritdoc/>
    public override RemoteOptions? RemoteOptions => Options;

    /// <inheritdoc/>
    public override object? DefaultValue => Default;

    /// <inheritdoc/>
    public override object ExampleValue => Example;

    /// <inheritdoc/>
    public override string Limits
    {
        get
        {
            var parts = new List<string>();
            if (MaxLength is { } longest)
            {
                parts.Add(MinLength > 0 ? $"{MinLength} to {longest} characters." : $"At most {longest} characters.");
            }
            else if (MinLength > 0)
            {
                parts.Add($"At least {MinLength} {(MinLength == 1 ? "character" : "characters")}.");
            }

            if (Format is not null)
            {
                parts.Add($"Made of {Format.Words}.");
            }

            if (Suggestions.Count > 0)
            {
                parts.Add($"For example {string.Join(", ", Suggestions)}.");
            }

            if (Default is not null)
            {
                parts.Add($"Default {Default}.");
            }

            return string.Join(' ', parts);
        }
    }

    /// <summary>Blanks are the caller's own.</summary>
    internal override bool IsLeftOut(InputValue value) => value.IsAbsent || (value.IsBlank && value.TryGetText(out var text) && !string.IsNullOrWhiteSpace(text));

    internal override object? Read(InputValue value, string path, ProblemList problems)
    {
        // Builders send what looks like a number as one: its text is what the caller wrote.
        if (!value.TryGetText(out var text) && !value.TryGetNumberText(out text))
        {
            problems.InvalidType(path, "text", value);
            return null;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            problems.Add(path, ProblemCodes.InvalidFormat, $"{path} holds the character U+0000 at position {text.IndexOf('\0', StringComparison.Ordinal) + 1}, which is no text. Take it out.");
            return null;
        }

        var length = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            length++;
        }

        if (length < MinLength)
        {
            problems.Add(path, ProblemCodes.TooShort, $"{path} must have at least {MinLength} characters; received {length}.");
            return null;
        }

        if (length > MaxLength)
        {
            problems.Add(path, ProblemCodes.TooLong, $"{path} must have at most {MaxLength} characters; received {length}.");
            return null;
        }

        if (Format is not null && !Format.Pattern.IsMatch(text))
        {
            problems.Add(path, ProblemCodes.InvalidFormat, $"{path} must be made of {Format.Words}; received {value.Describe()}.");
            return null;
        }

        return text;
    }

    internal override void WriteJson(Utf8JsonWriter writer, object value) => writer.WriteStringValue((string)value);

    internal override string ToText(object value) => (string)value;
}

/// <summary>The form a text must have.</summary>
/// <param name="Pattern">The pattern the whole text must match.</param>
/// <param name="Words">The pattern in words, completing "must be made of …".</param>
public sealed record TextFormat(Regex Pattern, string Words);
