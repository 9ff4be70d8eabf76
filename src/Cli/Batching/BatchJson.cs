using System.Text.Json.Serialization;

namespace Connector.Cli.Batching;

/// <summary>The form of results files: snake case, absent instead of null. <see cref="BatchLineStyle"/> says how it is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BatchLine))]
internal sealed partial class BatchJson : JsonSerializerContext;
