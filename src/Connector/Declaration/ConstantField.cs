using System.Globalization;
using System.Text.Json;

namespace Connector.Declaration;

/// <summary>A field of an upstream body that has one value and is no parameter: the connector alone knows why it is sent.</summary>
public sealed record ConstantField
{
    private ConstantField(string name, string text, bool isText)
    {
        Name = name;
        Text = text;
        IsText = isText;
    }

    /// <summary>The name upstream uses.</summary>
    public string Name { get; }

    /// <summary>The value as a form has it.</summary>
    public string Text { get; }

    /// <summary>With which inputs it is sent; with all of them unless declared otherwise.</summary>
    public Func<ParameterValues, bool> When { get; init; } = static _ => true;

    /// <summary>Whether JSON has it in quotes.</summary>
    private bool IsText { get; }

    /// <summary>A text.</summary>
    /// <param name="name">The name upstream uses.</param>
    /// <param name="value">The value.</param>
    public static ConstantField Of(string name, string value) => new(name, value, isText: true);

    /// <summary>Yes or no.</summary>
    /// <param name="name">The name upstream uses.</param>
    /// <param name="value">The value.</param>
    public static ConstantField Of(string name, bool value) => new(name, value ? "true" : "false", isText: false);

    /// <summary>A number.</summary>
    /// <param name="name">The name upstream uses.</param>
    /// <param name="value">The value.</param>
    public static ConstantField Of(string name, decimal value) => new(name, value.ToString(CultureInfo.InvariantCulture), isText: false);

    /// <summary>Writes the value as JSON.</summary>
    internal void WriteJson(Utf8JsonWriter writer)
    {
        if (IsText)
        {
            writer.WriteStringValue(Text);
        }
        else
        {
            writer.WriteRawValue(Text);
        }
    }
}
