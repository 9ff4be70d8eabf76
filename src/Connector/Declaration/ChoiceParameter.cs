using System.Text.Json;
using Connector.Failures;
using Connector.Values;

namespace Connector.Declaration;

/// <summary>One value out of a fixed list.</summary>
public sealed record ChoiceParameter : Parameter<string>
{
    /// <summary>The values allowed, in the order a dropdown shows them.</summary>
    public required IReadOnlyList<Choice> AllowedChoices { get; init; }

    /// <summary>What upstream uses when the parameter is left out; null when it decides by itself.</summary>
    public string? Default { get; init; }

    /// <summary>A valid value; the first choice unless declared.</summary>
    public string? Example { get; init; }

    /// <inheritdoc/>
    public override string JsonType => "string";

    /// <inheritdoc/>
    public override IReadOnlyList<Choice> Choices => AllowedChoices;

    /// <inheritdoc/>
    public override object? DefaultValue => Default;

    /// <inheritdoc/>
    public override object ExampleValue => Example ?? AllowedChoices[0].Value;

    /// <inheritdoc/>
    public override string Limits =>
        $"One of {string.Join(", ", AllowedChoices.Select(choice => choice.Value))}." + (Default is null ? "" : $" Default {Default}.");

    internal override object? Read(InputValue value, string path, ProblemList problems)
    {
        // "512" is a choice of texture_resolution, and builders that see digits send a number.
        if (!value.TryGetText(out var text) && !value.TryGetNumberText(out text))
        {
            problems.InvalidType(path, "text", value);
            return null;
        }

        foreach (var choice in AllowedChoices)
        {
            if (choice.Value == text)
            {
                return choice.Value;
            }
        }

        // A generated client in C# may send a value as its enum's member is named: DigitalArt for digital-art.
        if (AllowedChoices.Where(choice => IsSpelledAlike(choice.Value, text)).Take(2).ToList() is [var meant])
        {
            return meant.Value;
        }

        var values = AllowedChoices.Select(choice => choice.Value).ToList();
        problems.Add(
            path,
            ProblemCodes.NotAllowed,
            $"{path} must be one of {string.Join(", ", values)}; received {value.Describe()}.{NameSuggestion.For(text, values)}");
        return null;
    }

    /// <summary>Whether a text is a name that a program makes of a value. Signs that such a name has not are no other spelling but another value: 1:69 is not 16:9.</summary>
    private static bool IsSpelledAlike(string value, string text) => text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
        && (value.Any(char.IsAsciiLetter)
            ? LettersOf(value).Equals(LettersOf(text), StringComparison.OrdinalIgnoreCase)
            : text == "_" + string.Concat(value.Select(letter => char.IsAsciiDigit(letter) ? letter : '_')));

    private static string LettersOf(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit));

    internal override void WriteJson(Utf8JsonWriter writer, object value) => writer.WriteStringValue((string)value);

    internal override string ToText(object value) => (string)value;
}
