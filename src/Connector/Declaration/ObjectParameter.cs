using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Connector.Failures;
using Connector.Values;

namespace Connector.Declaration;

/// <summary>A free JSON object, passed upstream as it is.</summary>
public sealed record ObjectParameter : Parameter<JsonElement>
{
    /// <summary>A valid value as JSON text.</summary>
    public required string Example { get; init; }

    /// <inheritdoc/>
    public override string JsonType => "object";

    /// <inheritdoc/>
    public override object? DefaultValue => null;

    /// <inheritdoc/>
    public override object ExampleValue
    {
        get
        {
            using var document = JsonDocument.Parse(Example);
            return document.RootElement.Clone();
        }
    }

    /// <inheritdoc/>
    public override string Limits => "";

    internal override object? Read(InputValue value, string path, ProblemList problems)
    {
        if (!value.TryGetObject(out var element))
        {
            problems.InvalidType(path, "a JSON object", value);
            return null;
        }

        try
        {
            // A lone surrogate such as "\ud800" is valid JSON but cannot be sent; bytes that are no UTF-8 would be replaced.
            ToJson(element);
            if (Utf8.IsValid(JsonMarshal.GetRawUtf8Value(element)))
            {
                return element.Clone();
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // Told below.
        }

        problems.Add(path, ProblemCodes.InvalidFormat, $"{path} holds a text that is not valid Unicode.");
        return null;
    }

    internal override void WriteJson(Utf8JsonWriter writer, object value) => ((JsonElement)value).WriteTo(writer);
}
