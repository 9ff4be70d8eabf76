using System.Text.Json.Serialization;

namespace Connector.Callbacks;

/// <summary>How records of deliveries and subscriptions are written: as those of runs.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(Subscription))]
internal sealed partial class CallbackJson : JsonSerializerContext;
