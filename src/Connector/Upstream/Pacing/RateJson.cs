using System.Text.Json.Serialization;

namespace Connector.Upstream.Pacing;

/// <summary>How records of rates are written: snake case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RateRecord))]
internal sealed partial class RateJson : JsonSerializerContext;
