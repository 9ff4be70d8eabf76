using System.Text.Json.Serialization;

namespace Connector.Spending;

/// <summary>How records of what was spent are written: snake case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SpendDay))]
internal sealed partial class SpendingJson : JsonSerializerContext;
