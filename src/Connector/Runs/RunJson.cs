using System.Text.Json.Serialization;

namespace Connector.Runs;

/// <summary>How records of runs and batches are written: snake case, absent instead of null, as in the answers they become.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(BatchRecord))]
internal sealed partial class RunJson : JsonSerializerContext;
