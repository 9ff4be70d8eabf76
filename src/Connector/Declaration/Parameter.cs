using System.Text.Json;
using Connector.Values;

namespace Connector.Declaration;

/// <summary>
/// One input of an action: what it means, what it may hold and where it goes. Reading, validation, encoding and every
/// derived document loop over these records, so nothing about a parameter is written a second time.
/// </summary>
public abstract record Parameter
{
    private readonly string? _wireName;

    /// <summary>The name callers use: lower-case snake case.</summary>
    public required string Name { get; init; }

    /// <summary>The name people see in a form.</summary>
    public required string Label { get; init; }

    /// <summary>What the parameter does, in sentences. Limits and defaults are left out: <see cref="Limits"/> generates them.</summary>
    public required string Description { get; init; }

    /// <summary>Whether a call without it is refused.</summary>
    public bool Required { get; init; }

    /// <summary>How prominently a builder shows it.</summary>
    public Visibility Visibility { get; init; } = Visibility.Advanced;

    /// <summary>Whether it names the model or engine, by which calls are counted.</summary>
    public bool IsModel { get; init; }

    /// <summary>Where the value goes.</summary>
    public Place Place { get; init; } = Place.Body;

    /// <summary>The name upstream uses; the same as <see cref="Name"/> unless declared otherwise.</summary>
    public string WireName
    {
        get => _wireName ?? Name;
        init => _wireName = value;
    }

    /// <summary>The JSON type callers send: <c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c>, <c>array</c> or <c>object</c>.</summary>
    public abstract string JsonType { get; }

    /// <summary>The type a manifest shows: <see cref="JsonType"/>, or what the file is.</summary>
    public virtual string ManifestType => JsonType;

    /// <summary>The fixed values allowed, for a dropdown; empty when the value is free.</summary>
    public virtual IReadOnlyList<Choice> Choices => [];

    /// <summary>Where the values of a dropdown come from when upstream knows them; null for none.</summary>
    public virtual RemoteOptions? RemoteOptions => null;

    /// <summary>The smallest number allowed; null when there is none.</summary>
    public virtual double? Minimum => null;

    /// <summary>The largest number allowed; null when there is none.</summary>
    public virtual double? Maximum => null;

    /// <summary>What upstream uses when the parameter is left out (documentation, never sent), as a value of the parameter's type.</summary>
    public abstract object? DefaultValue { get; }

    /// <summary>A valid value, as used in documents and tests.</summary>
    public abstract object ExampleValue { get; }

    /// <summary>The limits in words, generated from the declared numbers; empty when there are none.</summary>
    public abstract string Limits { get; }

    /// <summary>The description followed by the generated limits.</summary>
    public string FullDescription => Limits.Length == 0 ? Description : $"{Description} {Limits}";

    /// <summary>Whether a value says nothing, as an empty field of a builder or form does.</summary>
    internal virtual bool IsLeftOut(InputValue value) => value.IsBlank;

    /// <summary>Reads one given value; adds what is wrong with it to <paramref name="problems"/> and returns null then.</summary>
    internal abstract object? Read(InputValue value, string path, ProblemList problems);

    /// <summary>Writes a value that <see cref="Read"/> returned as JSON.</summary>
    internal abstract void WriteJson(Utf8JsonWriter writer, object value);

    /// <summary>The text form of a value, for paths and messages.</summary>
    internal virtual string ToText(object value) => ToJson(value).GetRawText();

    /// <summary>The value as named form fields.</summary>
    internal virtual IEnumerable<KeyValuePair<string, string>> ToFields(string name, object value) => [new(name, ToText(value))];

    /// <summary>A value as a JSON element.</summary>
    internal JsonElement ToJson(object value)
    {
        using var json = new WrittenJson();
        WriteJson(json.Writer, value);
        return json.ToElement();
    }
}
