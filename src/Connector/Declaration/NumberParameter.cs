using System.Text.Json;
using Connector.Failures;
using Connector.Values;

namespace Connector.Declaration;

/// <summary>A number with a fraction.</summary>
public sealed record NumberParameter : Parameter<double>
{
    /// <summary>The smallest value allowed; null when upstream names none.</summary>
    public double? Min { get; init; }

    /// <summary>The largest value allowed; null when upstream names none.</summary>
    public double? Max { get; init; }

    /// <summary>What upstream uses when the parameter is left out; null when it decides by itself.</summary>
    public double? Default { get; init; }

    /// <summary>A valid value.</summary>
    public required double Example { get; init; }

    /// <inheritdoc/>
    public override string JsonType => "number";

    /// <inheritdoc/>
    public override double? Minimum => Min;

    /// <inheritdoc/>
    public override double? Maximum => Max;

    /// <inheritdoc/>
    public override object? DefaultValue => Default;

    /// <inheritdoc/>
    public override object ExampleValue => Example;

    /// <inheritdoc/>
    public override string Limits => NumberLimits.Describe(Min, Max, multipleOf: null, Default);

    internal override object? Read(InputValue value, string path, ProblemList problems)
    {
        if (!value.TryGetNumber(out var number))
        {
            problems.InvalidType(path, "a number", value);
            return null;
        }

        if (number < Min || number > Max)
        {
            problems.Add(path, ProblemCodes.OutOfRange, $"{path} must be {NumberLimits.Range(Min, Max)}; received {value.Describe()}.");
            return null;
        }

        return number;
    }

    internal override void WriteJson(Utf8JsonWriter writer, object value) => writer.WriteNumberValue((double)value);
}
