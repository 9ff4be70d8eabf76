using System.Text.Json.Serialization;

namespace Connector.Callbacks;

/// <summary>What is sent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryFormat>))]
public enum DeliveryFormat
{
    /// <summary>The answer itself, as a caller who waited would have got it.</summary>
    Answer,

    /// <summary>An event as Standard Webhooks recommends: type, timestamp and data.</summary>
    Webhook,

    /// <summary>An event as CloudEvents 1.0 in structured JSON.</summary>
    CloudEvents,
}
