using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Connector.Documents;
using Connector.Options;
using Connector.Output;

namespace Connector.Json;

/// <summary>The one place where JSON answers are shaped: snake case, absent instead of null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = false)]
[JsonSerializable(typeof(MediaReceipt))]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(ManifestDocument))]
[JsonSerializable(typeof(ActionManifest))]
[JsonSerializable(typeof(IReadOnlyList<DropdownOption>))]
[JsonSerializable(typeof(HealthDocument))]
public sealed partial class ConnectorJson : JsonSerializerContext
{
    /// <summary>For answers: letters of every language stay readable; the content type says JSON, so HTML needs no escaping.</summary>
    public static ConnectorJson Answers { get; } = new(Shape(indented: false));

    /// <summary>The same for people: indented.</summary>
    public static ConnectorJson ForPeople { get; } = new(Shape(indented: true));

    private static JsonSerializerOptions Shape(bool indented) => new(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
    };
}
