using System.Globalization;
using System.Text.Json;
using Connector.Failures;
using Connector.Values;

namespace Connector.Declaration;

/// <summary>A whole number. 64 bits, because seeds pass the range of 32-bit signed numbers.</summary>
public sealed record WholeNumberParameter : Parameter<long>
{
    /// <summary>The smallest value allowed; null when upstream names none.</summary>
    public long? Min { get; init; }

    /// <summary>The largest value allowed; null when upstream names none.</summary>
    public long? Max { get; init; }

    /// <summary>The step the value must be a multiple of; null for any.</summary>
    public long? MultipleOf { get; init; }

    /// <summary>Whether it is the seed of the random noise: drawing a file anew takes the one that a receipt told.</summary>
    public bool IsSeed { get; init; }

    /// <summary>What upstream uses when the parameter is left out; null when it decides by itself.</summary>
    public long? Default { get; init; }

    /// <summary>A valid value.</summary>
    public required long Example { get; init; }

    /// <inheritdoc/>
    public override string JsonType => "integer";

    /// <inheritdoc/>
    public override double? Minimum => Min;

    /// <inheritdoc/>
    public override double? Maximum => Max;

    /// <inheritdoc/>
    public override object? DefaultValue => Default;

    /// <inheritdoc/>
    public override object ExampleValue => Example;

    /// <inheritdoc/>
    public override string Limits => NumberLimits.Describe(Min, Max, MultipleOf, Default);

    internal override object? Read(InputValue value, string path, ProblemList problems)
    {
        if (!value.TryGetWhole(out var number))
        {
            problems.InvalidType(path, "a whole number", value);
            return null;
        }

        if (number < Min || number > Max)
        {
            problems.Add(path, ProblemCodes.OutOfRange, $"{path} must be {NumberLimits.Range(Min, Max)}; received {number}.");
            return null;
        }

        if (MultipleOf is { } step && number % step != 0)
        {
            problems.Add(path, ProblemCodes.NotAMultiple, $"{path} must be a multiple of {step}; received {number}.");
            return null;
        }

        return number;
    }

    internal override void WriteJson(Utf8JsonWriter writer, object value) => writer.WriteNumberValue((long)value);

    internal override string ToText(object value) => ((long)value).ToString(CultureInfo.InvariantCulture);
}
