using System.Text.Json.Serialization;

namespace Connector.Output;

/// <summary>How a spilled answer is written down.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SpilledAnswer))]
internal sealed partial class SpillJson : JsonSerializerContext;
