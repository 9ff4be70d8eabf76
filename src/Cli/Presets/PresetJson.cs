using System.Text.Json.Serialization;

namespace Connector.Cli.Presets;

/// <summary>The form of the file: presets by name.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(SortedDictionary<string, Preset>))]
internal sealed partial class PresetJson : JsonSerializerContext;
