using System.Text.Json;

namespace Connector.Output;

/// <summary>Data that upstream answered.</summary>
public sealed record DataReceipt : ActionReceipt
{
    /// <summary>Upstream's answer.</summary>
    public required JsonElement Data { get; init; }
}
