using System.Text.Json;
using Connector.Values;

namespace Connector.Declaration;

/// <summary>Yes or no.</summary>
public sealed record FlagParameter : Parameter<bool>
{
    /// <summary>What upstream uses when the parameter is left out; null when it decides by itself.</summary>
    public bool? Default { get; init; }

    /// <inheritdoc/>
    public override string JsonType => "boolean";

    /// <inheritdoc/>
    public override object? DefaultValue => Default;

    /// <inheritdoc/>
    public override object ExampleValue => Default is not true;

    /// <inheritdoc/>
    public override string Limits => Default is { } value ? $"Default {(value ? "true" : "false")}." : "";

    internal override object? Read(InputValue value, string path, ProblemList problems)
    {
        if (value.TryGetFlag(out var flag))
        {
            return flag;
        }

        problems.InvalidType(path, "true or false", value);
        return null;
    }

    internal override void WriteJson(Utf8JsonWriter writer, object value) => writer.WriteBooleanValue((bool)value);
}
