namespace Connector.Sandbox.Triggers;

/// <summary>What a prompt can make the sandbox do; the words are in <see cref="TriggerWords"/>.</summary>
internal enum Trigger
{
    None,
    Refused,
    Filtered,
    Error,
    TooManyRequests,
    ServerError,
    Unavailable,
    Slow,
    Cut,
    Malformed,
    Html,
}
